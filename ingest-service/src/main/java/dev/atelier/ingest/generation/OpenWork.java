package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.store.BatchRows;
import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.store.Position;
import dev.atelier.ingest.store.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a project has anything that is not over, by the rows of the metadata store: what was asked for a moment ago has
 * none yet. Reads on until it finds something, so it is for rare questions. Blocks. Thread-safe.
 */
public final class OpenWork {
    private static final int PAGE = 200;

    private final GenerationRows generations;
    private final BatchRows batches;
    private final InstantSource clock;

    public OpenWork(GenerationRows generations, BatchRows batches, InstantSource clock) {
        this.generations = requireNonNull(generations);
        this.batches = requireNonNull(batches);
        this.clock = requireNonNull(clock);
    }

    /** Whether {@code project} has a generation or a batch that is not over. */
    public boolean isIn(String project) {
        return Arrays.stream(Status.values())
                        .filter(status -> !status.isFinal())
                        .anyMatch(status -> hasGeneration(project, status))
                || hasBatch(project);
    }

    private boolean hasGeneration(String project, Status status) {
        var filter =
                new Filter(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Optional<Position> from = Optional.of(end());
        while (from.isPresent()) {
            var page = generations.list(project, filter, from.get(), 1);
            if (!page.generations().isEmpty()) {
                return true;
            }
            from = page.next();
        }
        return false;
    }

    private boolean hasBatch(String project) {
        Optional<Position> from = Optional.of(end());
        while (from.isPresent()) {
            var page = batches.list(project, from.get(), PAGE);
            if (page.batches().stream().anyMatch(batch -> !batch.status().isFinal())) {
                return true;
            }
            from = page.next();
        }
        return false;
    }

    /** A producer's clock may be ahead of this one's. */
    private Position end() {
        return Position.before(clock.instant().plus(Duration.ofDays(1)));
    }
}
