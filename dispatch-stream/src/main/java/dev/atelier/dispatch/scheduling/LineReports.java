package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.FlowReported;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.ProjectDefined;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Tells how the lines stand, of each account in which anybody waits and something has changed; {@link Slots} asks it once a
 * second while anybody waits. It reads the first places of a bounded number of flows, however many wait.
 */
final class LineReports {
    static final int MOST_FLOWS = 200;
    static final int MOST_RANKS = 32;

    private final Stores stores;
    private final Line line;
    private final ToIntFunction<String> running;
    private final Consumer<LineReported> reports;
    private final Map<String, Pace> paces = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    /** Whose last report said that somebody waits. */
    private final Set<String> told = new HashSet<>();

    /** {@code running} counts what runs at an account. */
    LineReports(Stores stores, Line line, ToIntFunction<String> running, Consumer<LineReported> reports) {
        this.stores = stores;
        this.line = line;
        this.running = running;
        this.reports = reports;
    }

    void changed(String account) {
        changed.add(account);
    }

    void dispatched(String account, Instant now) {
        paces.merge(account, Pace.none(now).dispatch(now), (pace, _) -> pace.dispatch(now));
        changed.add(account);
    }

    /** One has ended, or failed, after it {@code ran} for so long. */
    void ended(String account, Duration ran, Instant now) {
        paces.merge(account, Pace.none(now).ended(ran), (pace, _) -> pace.ended(ran));
        changed.add(account);
    }

    /** Tells how those of {@code accounts} stand that have changed. */
    void tell(Map<String, Lanes> accounts, Instant now) {
        changed.forEach(account -> {
            Lanes lanes = accounts.get(account);
            if (lanes != null && (!lanes.isEmpty() || told.contains(account))) {
                stores.account(account).ifPresent(defined -> reports.accept(report(defined, lanes, now)));
                remember(account, lanes);
            }
        });
        changed.clear();
    }

    private void remember(String account, Lanes lanes) {
        if (lanes.isEmpty()) {
            told.remove(account);
        } else {
            told.add(account);
        }
    }

    private LineReported report(AccountDefined account, Lanes lanes, Instant now) {
        Pace pace = paces.getOrDefault(account.getAccount(), Pace.none(now));
        return LineReported.newBuilder()
                .setAccount(account.getAccount())
                .setProvider(account.getProvider())
                .setAt(now)
                .setPerSecond(pace.perSecond(now))
                .setRunMillis(Math.round(pace.runMillis()))
                .setRunning(running.applyAsInt(account.getAccount()))
                .setSlots(account.getConcurrency())
                .setLanes(lanes(lanes))
                .build();
    }

    private List<LaneReported> lanes(Lanes lanes) {
        List<LaneReported> reported = new ArrayList<>();
        int flowsLeft = MOST_FLOWS;
        for (Lane lane : List.of(Lane.INTERACTIVE, Lane.NORMAL, Lane.BATCH)) {
            Turns turns = lanes.of(lane);
            if (!turns.isEmpty()) {
                LaneReported one = lane(lane, turns, lanes.passedOver(lane), flowsLeft);
                flowsLeft -= one.getFlows().size();
                reported.add(one);
            }
        }
        return reported;
    }

    private LaneReported lane(Lane lane, Turns turns, int passedOver, int mostFlows) {
        Map<String, List<Flow>> inTurn = turns.inTurn();
        List<FlowReported> flows = new ArrayList<>();
        int listed = 0;
        for (List<Flow> ofProject : inTurn.values()) {
            if (flows.size() + ofProject.size() > mostFlows) {
                break;
            }
            ofProject.forEach(flow -> flows.add(flow(flow, turns.waiting(flow))));
            listed++;
        }
        return LaneReported.newBuilder()
                .setLane(lane)
                .setWaiting(turns.waiting())
                .setPassedOver(passedOver)
                .setLeftOfTurn(turns.leftOfTurn())
                .setFlows(flows)
                .setUnlisted(inTurn.size() - listed)
                .build();
    }

    private FlowReported flow(Flow flow, int waiting) {
        List<Long> ranks =
                line.after(null, flow, MOST_RANKS).stream().map(Place::rank).toList();
        return FlowReported.newBuilder()
                .setProject(flow.project())
                .setWeight(stores.project(flow.project())
                        .map(ProjectDefined::getWeight)
                        .orElse(1))
                .setModel(flow.model())
                .setWaiting(waiting)
                .setRanks(ranks)
                .setLastRank(waiting > ranks.size() ? line.last(flow).rank() : ranks.getLast())
                .build();
    }
}
