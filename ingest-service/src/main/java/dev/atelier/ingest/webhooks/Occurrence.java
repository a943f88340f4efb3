package dev.atelier.ingest.webhooks;

import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Generation;
import java.time.Instant;

/**
 * What is told.
 *
 * @param event   what happened, such as {@code generation.succeeded}
 * @param at      when
 * @param subject what it happened to, as it stands when it is told
 */
public record Occurrence(String event, Instant at, Subject subject) {
    /** The generation that it happened to, for forms that requests name: those are told of nothing else. */
    public Generation generation() {
        return switch (subject) {
            case Subject.OfGeneration(var generation) -> generation;
            case Subject.OfBatch _, Subject.Trial _ ->
                throw new IllegalStateException("%s happens to no generation".formatted(event));
        };
    }

    /** What something happened to. */
    public sealed interface Subject {
        /** A generation. */
        record OfGeneration(Generation generation) implements Subject {}

        /** A batch. */
        record OfBatch(Batch batch) implements Subject {}

        /** Nothing: somebody only tries whether posts arrive. */
        record Trial() implements Subject {}
    }
}
