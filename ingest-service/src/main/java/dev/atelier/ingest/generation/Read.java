package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.live.Barrier;
import dev.atelier.ingest.live.GenerationKey;
import dev.atelier.ingest.live.LiveView;
import dev.atelier.ingest.live.Sighting;
import dev.atelier.ingest.live.Sighting.Asked;
import dev.atelier.ingest.live.Sighting.Finished;
import dev.atelier.ingest.live.Sighting.Followed;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads one generation. Whatever was accepted before the call is found, on whichever instance, although its row is
 * written later: before it says that there is none, it reads the log to its end. Thread-safe.
 */
public final class Read {
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final LiveView live;
    private final Barrier barrier;
    private final Rows rows;

    /** The rows of generations; {@link GenerationRows#find}. */
    @FunctionalInterface
    interface Rows {
        Optional<Generation> find(String project, String id);
    }

    public Read(LiveView live, Barrier barrier, GenerationRows rows) {
        this(live, barrier, rows::find);
    }

    Read(LiveView live, Barrier barrier, Rows rows) {
        this.live = requireNonNull(live);
        this.barrier = requireNonNull(barrier);
        this.rows = requireNonNull(rows);
    }

    /** Generation {@code id} of {@code project}; refused when there is none. */
    public Generation get(String project, String id) throws InterruptedException {
        return find(project, id).orElseThrow(RefusedException::noGeneration);
    }

    /** Generation {@code id} of {@code project}, if there is one. */
    public Optional<Generation> find(String project, String id) throws InterruptedException {
        if (!GenerationIds.isValid(id)) {
            return Optional.empty();
        }
        Optional<Generation> known = look(project, id);
        return known.isPresent() ? known : lookBehindBarrier(project, id);
    }

    private Optional<Generation> lookBehindBarrier(String project, String id) throws InterruptedException {
        if (!barrier.pass(PATIENCE)) {
            throw RefusedException.unavailable(
                    "The log could not be read in time to tell whether there is such an id.");
        }
        return look(project, id);
    }

    /** What is known at once of generation {@code id}: nothing perhaps, although it was accepted elsewhere a moment ago. */
    public Optional<Generation> look(String project, String id) {
        Optional<Sighting> seen = live.find(new GenerationKey(project, id));
        return seen.isEmpty() ? rows.find(project, id) : look(project, id, seen.get());
    }

    private Optional<Generation> look(String project, String id, Sighting seen) {
        return switch (seen) {
            case Followed(var generation) -> Optional.of(generation);
            case Asked asked ->
                rows.find(project, id)
                        .or(() -> Optional.of(Generation.asked(asked.request())))
                        .map(asked::mark);
            case Finished _ -> rows.find(project, id);
        };
    }
}
