package dev.atelier.dispatch.admission;

import dev.atelier.event.BatchOrder;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.MoveRequested;

/** What admission hears of. */
public sealed interface Petition {
    /** Somebody asks for a generation. */
    record Requested(GenerationRequested request) implements Petition {}

    /** Somebody wants one stopped. */
    record Canceled(CancelRequested cancel) implements Petition {}

    /** Somebody wants one to go first in its flow. */
    record Moved(MoveRequested move) implements Petition {}

    /** Scheduling wants one to be run elsewhere, or {@code again} where it ran, for another answer. */
    record Returned(GenerationAdmitted admitted, boolean again) implements Petition {}

    /** Somebody wants something of a batch. */
    record Batched(BatchOrder order) implements Petition {}

    /** One has ended, and this is what it cost. */
    record Settled(GenerationSettled settled) implements Petition {}

    static Petition requested(GenerationRequested request) {
        return new Requested(request);
    }

    static Petition canceled(CancelRequested cancel) {
        return new Canceled(cancel);
    }

    static Petition batched(BatchOrder order) {
        return new Batched(order);
    }

    static Petition moved(MoveRequested move) {
        return new Moved(move);
    }

    static Petition returned(GenerationReturned returned) {
        return switch (returned.getGeneration()) {
            case GenerationAdmitted admitted -> new Returned(admitted, returned.getAgain());
            case GenerationSettled settled -> new Settled(settled);
            default ->
                throw new IllegalArgumentException("a return of %s is not known"
                        .formatted(returned.getGeneration().getClass()));
        };
    }
}
