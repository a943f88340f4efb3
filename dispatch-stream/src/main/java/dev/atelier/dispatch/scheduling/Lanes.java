package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import java.util.List;

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
        return switch (flow.lane()) {
            case INTERACTIVE -> interactive;
            case NORMAL, UNKNOWN -> normal;
            case BATCH -> batch;
        };
    }

    boolean isEmpty() {
        return interactive.isEmpty() && normal.isEmpty() && batch.isEmpty();
    }

    void openAll() {
        List.of(interactive, normal, batch).forEach(Turns::openAll);
    }

    List<Turns> inOrder() {
        if (batchPassedOver >= PATIENCE_OF_BATCH) {
            return List.of(batch, interactive, normal);
        }
        return normalPassedOver >= PATIENCE_OF_NORMAL
                ? List.of(normal, interactive, batch)
                : List.of(interactive, normal, batch);
    }

    /** Someone of {@code lane} was dispatched; each other in which somebody waits was passed over. */
    void served(Lane lane) {
        normalPassedOver = lane == Lane.NORMAL || normal.isEmpty() ? 0 : normalPassedOver + 1;
        batchPassedOver = lane == Lane.BATCH || batch.isEmpty() ? 0 : batchPassedOver + 1;
    }
}
