package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.live.GenerationKey;
import dev.atelier.ingest.live.LiveView;
import dev.atelier.ingest.live.Sighting.Finished;
import dev.atelier.ingest.store.Generation;
import java.time.Duration;

/** Waits for the final word on a generation. Blocks, so run it on a virtual thread. Thread-safe. */
public final class Await {
    private final LiveView live;
    private final Read read;

    public Await(LiveView live, Read read) {
        this.live = requireNonNull(live);
        this.read = requireNonNull(read);
    }

    /** The generation once it is over, or as it stands after {@code bound}. */
    public Generation finished(Generation generation, Duration bound) throws InterruptedException {
        var key = new GenerationKey(generation.project(), generation.id());
        try (var watch = live.watch(key, Finished.class::isInstance)) {
            // It may have ended before this instance began to follow the results.
            Generation now = read.get(generation.project(), generation.id());
            if (now.status().isFinal() || watch.await(bound).isEmpty()) {
                return now;
            }
        }
        return read.get(generation.project(), generation.id());
    }
}
