package dev.atelier.dispatch.scheduling;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.Scheduled;
import dev.atelier.event.Target;
import java.util.HexFormat;

/**
 * Where a generation stands in its flow.
 *
 * @param rank lower goes first: the number of its arrival, less {@link #ARRIVALS_A_STEP} for each step of its priority;
 *             for one that was moved to the front, a number below all of these, the lower the later that was
 */
record Place(Flow flow, long rank, String generationId) {
    /**
     * A step of priority goes before so many arrivals, and no more: whoever waits moves up with each arrival behind it, so
     * that no flood of a higher priority holds it back for ever.
     */
    static final long ARRIVALS_A_STEP = 1_000;

    /** Below every rank of those that were not moved. */
    private static final long FRONT = Long.MIN_VALUE / 2;

    private static final int RANK_DIGITS = 16;
    private static final int PARTS_OF_FLOW = 5;

    static Place of(Scheduled scheduled) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        Lane lane = request.getLane() == Lane.UNKNOWN ? Lane.NORMAL : request.getLane();
        Target target = Outcomes.target(scheduled);
        var flow = new Flow(
                target.getProvider(),
                target.getAccount(),
                lane,
                request.getProject(),
                scheduled.getAdmitted().getModel());
        long rank = scheduled
                .getMovedSequence()
                .map(moved -> FRONT - moved)
                .orElse(scheduled.getSequence() - ARRIVALS_A_STEP * request.getPriority());
        return new Place(flow, rank, request.getGenerationId());
    }

    /** Sorts after each place of the flow that goes before it. */
    String key() {
        // The sign is flipped, so that the digits of a negative rank sort first.
        return flow.prefix() + HexFormat.of().toHexDigits(rank ^ Long.MIN_VALUE) + generationId;
    }

    static Place parse(String key) {
        String[] parts = key.split(String.valueOf(Flow.SEPARATOR), PARTS_OF_FLOW + 1);
        var flow = new Flow(parts[0], parts[1], Lane.valueOf(parts[2]), parts[3], parts[4]);
        String rest = parts[PARTS_OF_FLOW];
        long rank = HexFormat.fromHexDigitsToLong(rest, 0, RANK_DIGITS) ^ Long.MIN_VALUE;
        return new Place(flow, rank, rest.substring(RANK_DIGITS));
    }
}
