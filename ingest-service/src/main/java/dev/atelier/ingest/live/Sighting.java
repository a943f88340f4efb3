package dev.atelier.ingest.live;

import dev.atelier.event.GenerationRequested;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;

/** What this instance has seen of a generation, and how far that is to be trusted. */
public sealed interface Sighting {
    /**
     * Somebody asked for it. Another request under the same id may have been first, so the metadata store is asked
     * before this is believed.
     *
     * @param fromLog   whether this is the first record under its id that was read from the log
     * @param canceling whether it is to be stopped
     */
    record Asked(GenerationRequested request, boolean fromLog, boolean canceling) implements Sighting {
        /** {@code generation} as the metadata store or the request tells it, canceling if that is so. */
        public Generation mark(Generation generation) {
            return canceling ? generation.canceling() : generation;
        }
    }

    /** Dispatch let it in and this instance follows it since. */
    record Followed(Generation generation) implements Sighting {}

    /** It is over and its row is stored: the metadata store has everything. */
    record Finished(Status status) implements Sighting {}
}
