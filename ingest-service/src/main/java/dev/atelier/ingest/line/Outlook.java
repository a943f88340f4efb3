package dev.atelier.ingest.line;

import dev.atelier.event.FlowReported;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.QueuePlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts who goes before one that waits, as scheduling will serve them if nobody joins or leaves and no limit of a project,
 * a model or the batch lane holds anybody back. Exact for the first 32 of each flow; beyond, ranks are taken to be evenly spread. Pure.
 */
final class Outlook {
    private Outlook() {}

    /** Which one from now {@code place} of {@code project} is: 1 goes next. Empty where its flow is not in the report. */
    static Optional<Long> position(LineReported line, String project, QueuePlace place) {
        return line.getLanes().stream()
                .filter(lane -> lane.getLane() == place.getLane())
                .filter(lane -> lane.getFlows().stream().anyMatch(flow -> isOf(flow, project, place)))
                .findFirst()
                .map(lane -> new LaneOrder(line.getLanes()).number(lane.getLane(), inLane(lane, project, place)));
    }

    /** Which one {@code place} of {@code project} would be that joined now, at the end of what the project has in its lane. */
    static long joining(LineReported line, String project, QueuePlace place) {
        long inLane = line.getLanes().stream()
                .filter(lane -> lane.getLane() == place.getLane())
                .findFirst()
                .map(lane -> inLane(lane, project, place))
                .orElse(1L);
        return new LaneOrder(line.getLanes()).number(place.getLane(), inLane);
    }

    private static boolean isOf(FlowReported flow, String project, QueuePlace place) {
        return flow.getProject().equals(project) && flow.getModel().equals(place.getModel());
    }

    /** Which one of its lane it is. */
    private static long inLane(LaneReported lane, String project, QueuePlace place) {
        Map<String, Customer> customers = customers(lane);
        Customer self = customers.getOrDefault(project, Customer.NONE);
        long own = lane.getFlows().stream()
                        .filter(flow -> flow.getProject().equals(project))
                        .mapToLong(flow -> below(flow, place.getRank()))
                        .sum()
                + 1;
        long turnsBefore = self.turnsBefore(own);
        long others = 0;
        boolean isBefore = true;
        for (var customer : customers.entrySet()) {
            if (customer.getKey().equals(project)) {
                isBefore = false;
            } else {
                others += customer.getValue().servedIn(turnsBefore + (isBefore ? 1 : 0));
            }
        }
        return own + others + unlisted(lane, turnsBefore);
    }

    /** Those who are not listed stand behind all who are; one a turn is all that can be said of them. */
    private static long unlisted(LaneReported lane, long turns) {
        long listed =
                lane.getFlows().stream().mapToLong(FlowReported::getWaiting).sum();
        return Math.min(Math.max(0, lane.getWaiting() - listed), lane.getUnlisted() * turns);
    }

    /** In the order of their turns. */
    private static Map<String, Customer> customers(LaneReported lane) {
        Map<String, Customer> customers = new LinkedHashMap<>();
        for (FlowReported flow : lane.getFlows()) {
            boolean isInItsTurn = customers.isEmpty() && lane.getLeftOfTurn() > 0;
            int firstTurn = isInItsTurn ? lane.getLeftOfTurn() : flow.getWeight();
            customers.merge(
                    flow.getProject(), new Customer(flow.getWaiting(), firstTurn, flow.getWeight()), Customer::and);
        }
        return customers;
    }

    /** How many of {@code flow} go before {@code rank}. */
    static long below(FlowReported flow, long rank) {
        List<Long> ranks = flow.getRanks();
        if (ranks.isEmpty() || rank <= ranks.getLast() || flow.getWaiting() <= ranks.size()) {
            return ranks.stream().filter(known -> known < rank).count();
        }
        if (rank > flow.getLastRank()) {
            return flow.getWaiting();
        }
        double share = ((double) rank - ranks.getLast()) / ((double) flow.getLastRank() - ranks.getLast());
        long unknown = (long) flow.getWaiting() - ranks.size();
        // The one that is asked about is itself one of them.
        return ranks.size() + Math.clamp(Math.round(share * unknown) - 1, 0L, unknown - 1);
    }

    /**
     * A project in a lane.
     *
     * @param waiting   how many it has
     * @param firstTurn how many of them are served in its next turn, if it has so many
     * @param weight    how many in each turn after it
     */
    private record Customer(long waiting, long firstTurn, long weight) {
        static final Customer NONE = new Customer(0, 1, 1);

        Customer and(Customer other) {
            return new Customer(waiting + other.waiting, firstTurn, weight);
        }

        /** How many turns it has before the one in which its {@code which}th is served. */
        long turnsBefore(long which) {
            return which <= firstTurn ? 0 : 1 + (which - firstTurn - 1) / weight;
        }

        long servedIn(long turns) {
            return turns == 0 ? 0 : Math.min(waiting, firstTurn + (turns - 1) * weight);
        }
    }
}
