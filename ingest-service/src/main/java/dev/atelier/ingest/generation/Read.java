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
import dev.atelier.ingest.store.Kept;
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
        Kept find(String project, String id);
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
        Kept known = look(project, id);
        return (known instanceof Kept.Nothing ? lookBehindBarrier(project, id) : known).ifThere();
    }

    private Kept lookBehindBarrier(String project, String id) throws InterruptedException {
        if (!barrier.pass(PATIENCE)) {
            throw RefusedException.unavailable(
                    "The log could not be read in time to tell whether there is such an id.");
        }
        return look(project, id);
    }

    /** What is known at once. */
    Kept look(String project, String id) {
        Optional<Sighting> seen = live.find(new GenerationKey(project, id));
        return seen.isEmpty() ? rows.find(project, id) : look(project, id, seen.get());
    }

    private Kept look(String project, String id, Sighting seen) {
        return switch (seen) {
            case Followed(var generation) -> new Kept.There(generation);
            case Asked asked ->
                switch (rows.find(project, id)) {
                    case Kept.There(var generation) -> new Kept.There(asked.mark(generation));
                    case Kept.Nothing _ -> new Kept.There(asked.mark(Generation.asked(asked.request())));
                    case Kept.Forgotten forgotten -> forgotten;
                };
            case Finished _ -> rows.find(project, id);
        };
    }
}
