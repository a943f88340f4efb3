package dev.atelier.dispatch.scheduling;

import dev.atelier.event.CancelOrdered;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.JobReport;
import dev.atelier.event.MoveOrdered;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.SchedulingOrder;

/** What scheduling hears of. */
public sealed interface Signal {
    /** A generation wants a slot. */
    record Arrived(GenerationAdmitted admitted) implements Signal {}

    /** A generation is to be stopped. */
    record Canceled(String generationId) implements Signal {}

    /** A generation is to go first in its flow. */
    record Moved(String generationId) implements Signal {}

    /** The line is to be emptied of what fits. */
    record Purged(PurgeRequested purge) implements Signal {}

    /** A worker says something. */
    record Reported(JobReport report) implements Signal {}

    static Signal ordered(SchedulingOrder order) {
        return switch (order.getOrder()) {
            case GenerationAdmitted admitted -> new Arrived(admitted);
            case CancelOrdered cancel -> new Canceled(cancel.getGenerationId());
            case MoveOrdered move -> new Moved(move.getGenerationId());
            default ->
                throw new IllegalArgumentException(
                        "an order of %s is not known".formatted(order.getOrder().getClass()));
        };
    }

    static Signal purged(PurgeRequested purge) {
        return new Purged(purge);
    }

    static Signal reported(JobReport report) {
        return new Reported(report);
    }
}
