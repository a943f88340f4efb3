package dev.atelier.ingest.line;

import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import java.util.List;

/**
 * In which order scheduling serves the lanes of an account, while nobody joins: interactive before normal before batch, but
 * for a lane that waits and was passed over as often as its patience allows; it goes first once. The same rule is in
 * dispatch-stream's {@code Lanes}, which takes one at a time; here as many as are of one lane are counted at once, in
 * numbers alone, since a million may wait.
 */
final class LaneOrder {
    private static final int INTERACTIVE = 0;
    private static final int NORMAL = 1;
    private static final int BATCH = 2;
    /** How often a lane may be passed over. */
    private static final int[] PATIENCE = {Integer.MAX_VALUE, 16, 64};

    private final long[] waiting = new long[3];
    private final long[] passedOver = new long[3];

    LaneOrder(List<LaneReported> lanes) {
        lanes.forEach(lane -> {
            waiting[index(lane.getLane())] = lane.getWaiting();
            passedOver[index(lane.getLane())] = lane.getPassedOver();
        });
    }

    /** The number of the dispatch, counted from 1 over all lanes, that is the {@code which}th of {@code lane}. Used once. */
    long number(Lane lane, long which) {
        int wanted = index(lane);
        // Of a report that is older than the generation, all that is known is that it waits.
        waiting[wanted] = Math.max(waiting[wanted], which);
        long served = 0;
        long left = which;
        while (true) {
            int next = next();
            long run = run(next);
            if (next == wanted && left <= run) {
                return served + left;
            }
            left -= next == wanted ? run : 0;
            served += run;
            serve(next, run);
        }
    }

    private int next() {
        if (isImpatient(BATCH)) {
            return BATCH;
        }
        return isImpatient(NORMAL) ? NORMAL : firstThatWaits();
    }

    private int firstThatWaits() {
        if (waiting[INTERACTIVE] > 0) {
            return INTERACTIVE;
        }
        return waiting[NORMAL] > 0 ? NORMAL : BATCH;
    }

    /** How many of {@code lane} are served in a row. */
    private long run(int lane) {
        if (lane != firstThatWaits()) {
            return 1;
        }
        long run = waiting[lane];
        for (int behind = lane + 1; behind <= BATCH; behind++) {
            if (waiting[behind] > 0) {
                run = Math.min(run, Math.max(1, PATIENCE[behind] - passedOver[behind]));
            }
        }
        return run;
    }

    private void serve(int lane, long run) {
        waiting[lane] -= run;
        for (int other = NORMAL; other <= BATCH; other++) {
            passedOver[other] = other == lane || waiting[other] == 0 ? 0 : passedOver[other] + run;
        }
    }

    private boolean isImpatient(int lane) {
        return waiting[lane] > 0 && passedOver[lane] >= PATIENCE[lane];
    }

    private static int index(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> INTERACTIVE;
            case NORMAL, UNKNOWN -> NORMAL;
            case BATCH -> BATCH;
        };
    }
}
