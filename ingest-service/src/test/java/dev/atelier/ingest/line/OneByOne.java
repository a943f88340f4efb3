package dev.atelier.ingest.line;

import dev.atelier.event.FlowReported;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves a line one by one, as dispatch-stream's Lanes and Turns do. */
final class OneByOne {
    /** Somebody who waits. */
    record Waiting(Lane lane, String project, String model, long rank) {}

    private final Map<Lane, LaneInTurn> lanes = new HashMap<>();
    private int normalPassedOver;
    private int batchPassedOver;

    OneByOne(List<LaneReported> reported) {
        reported.forEach(lane -> lanes.put(lane.getLane(), new LaneInTurn(lane)));
        normalPassedOver = passedOver(reported, Lane.NORMAL);
        batchPassedOver = passedOver(reported, Lane.BATCH);
    }

    List<Waiting> served() {
        List<Waiting> served = new ArrayList<>();
        for (Optional<LaneInTurn> next = next(); next.isPresent(); next = next()) {
            Waiting first = next.get().serve();
            served.add(first);
            normalPassedOver = first.lane() == Lane.NORMAL || isEmpty(Lane.NORMAL) ? 0 : normalPassedOver + 1;
            batchPassedOver = first.lane() == Lane.BATCH || isEmpty(Lane.BATCH) ? 0 : batchPassedOver + 1;
        }
        return served;
    }

    private Optional<LaneInTurn> next() {
        List<Lane> order = List.of(Lane.INTERACTIVE, Lane.NORMAL, Lane.BATCH);
        if (batchPassedOver >= 64) {
            order = List.of(Lane.BATCH, Lane.INTERACTIVE, Lane.NORMAL);
        } else if (normalPassedOver >= 16) {
            order = List.of(Lane.NORMAL, Lane.INTERACTIVE, Lane.BATCH);
        }
        return order.stream().filter(lane -> !isEmpty(lane)).findFirst().map(lanes::get);
    }

    private boolean isEmpty(Lane lane) {
        return !lanes.containsKey(lane) || lanes.get(lane).projects.isEmpty();
    }

    private static int passedOver(List<LaneReported> reported, Lane lane) {
        return reported.stream()
                .filter(it -> it.getLane() == lane)
                .findFirst()
                .map(LaneReported::getPassedOver)
                .orElse(0);
    }

    /** The projects of a lane take turns. */
    private static final class LaneInTurn {
        private final LinkedHashMap<String, Deque<Waiting>> projects = new LinkedHashMap<>();
        private final Map<String, Integer> weights = new HashMap<>();
        private String last = "";
        private int turnsLeft;

        LaneInTurn(LaneReported lane) {
            Map<String, List<Waiting>> waiting = new LinkedHashMap<>();
            for (FlowReported flow : lane.getFlows()) {
                weights.put(flow.getProject(), flow.getWeight());
                List<Waiting> ofProject = waiting.computeIfAbsent(flow.getProject(), _ -> new ArrayList<>());
                flow.getRanks()
                        .forEach(rank ->
                                ofProject.add(new Waiting(lane.getLane(), flow.getProject(), flow.getModel(), rank)));
            }
            waiting.forEach((project, all) -> {
                all.sort(Comparator.comparingLong(Waiting::rank));
                projects.put(project, new ArrayDeque<>(all));
            });
            if (lane.getLeftOfTurn() > 0) {
                last = projects.firstEntry().getKey();
                turnsLeft = lane.getLeftOfTurn();
            }
        }

        Waiting serve() {
            if (projects.size() > 1 && projects.firstEntry().getKey().equals(last) && turnsLeft <= 0) {
                var over = projects.pollFirstEntry();
                projects.putLast(over.getKey(), over.getValue());
            }
            var turn = projects.firstEntry();
            Waiting first = turn.getValue().remove();
            if (turn.getValue().isEmpty()) {
                projects.remove(turn.getKey());
            }
            int weight = weights.getOrDefault(turn.getKey(), 1);
            turnsLeft = (turn.getKey().equals(last) && turnsLeft > 0 ? turnsLeft : weight) - 1;
            last = turn.getKey();
            return first;
        }
    }
}
