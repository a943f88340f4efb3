package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lanes of one account, in the order in which they are served: interactive before normal before batch, but for a lane
 * that waits and has been passed over as often as its patience allows; it goes first once. Not thread-safe.
 */
final class Lanes {
    /** So many dispatches may go before a normal lane that has someone to serve. */
    private static final int PATIENCE_OF_NORMAL = 16;

    private static final int PATIENCE_OF_BATCH = 64;

    private final Turns interactive = new Turns();
    private final Turns normal = new Turns();
    private final Turns batch = new Turns();
    private int normalPassedOver;
    private int batchPassedOver;

    Turns of(Flow flow) {
        return of(flow.lane());
    }

    Turns of(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> interactive;
            case NORMAL, UNKNOWN -> normal;
            case BATCH -> batch;
        };
    }

    boolean isEmpty() {
        return interactive.isEmpty() && normal.isEmpty() && batch.isEmpty();
    }

    /** How often {@code lane} was passed over since it was served. */
    int passedOver(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> 0;
            case NORMAL, UNKNOWN -> normalPassedOver;
            case BATCH -> batchPassedOver;
        };
    }

    /** The flows that have anybody waiting. */
    Stream<Flow> flows() {
        return Stream.of(interactive, normal, batch).flatMap(turns -> turns.flows().stream());
    }

    void openAll() {
        List.of(interactive, normal, batch).forEach(Turns::openAll);
    }

    /** The lanes that may be served, in their order; whether the batch lane may is the caller's word. */
    List<Turns> inOrder(boolean batchMayGo) {
        // A lane that is held back must not stand before one that could be served.
        if (batchPassedOver >= PATIENCE_OF_BATCH && batchMayGo && batch.isOpen()) {
            return List.of(batch, interactive, normal);
        }
        boolean normalFirst = normalPassedOver >= PATIENCE_OF_NORMAL && normal.isOpen();
        List<Turns> others = normalFirst ? List.of(normal, interactive) : List.of(interactive, normal);
        return batchMayGo ? List.of(others.getFirst(), others.getLast(), batch) : others;
    }

    /** Someone of {@code lane} was dispatched; each other in which somebody waits was passed over. */
    void served(Lane lane) {
        normalPassedOver = lane == Lane.NORMAL || normal.isEmpty() ? 0 : normalPassedOver + 1;
        batchPassedOver = lane == Lane.BATCH || batch.isEmpty() ? 0 : batchPassedOver + 1;
    }
}
