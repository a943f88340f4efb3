package dev.atelier.dispatch.admission;

import dev.atelier.event.AdmissionState;
import dev.atelier.schemas.EventSerdes;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Which generations admission knows of: each for as long as its id is remembered, in the broker's time. Another project's
 * id is not known.
 */
final class Register {
    static final String NAME = "generations-known";

    private final WindowStore<String, AdmissionState> store;
    private final long windowMillis;

    Register(WindowStore<String, AdmissionState> store, Duration window) {
        this.store = store;
        this.windowMillis = window.toMillis();
    }

    /** What is known of a generation, since {@code since}. */
    record Entry(AdmissionState state, long since) {}

    static StoreBuilder<?> builder(EventSerdes serdes, Duration window) {
        var store = Stores.persistentWindowStore(NAME, window.multipliedBy(2), window, false);
        return Stores.windowStoreBuilder(store, Serdes.String(), serdes.of(AdmissionState.class))
                .withCachingDisabled();
    }

    /** What is known of {@code generationId} of {@code project} at {@code time}. */
    Optional<Entry> find(String project, String generationId, long time) {
        try (var known = store.fetch(key(project, generationId), time - windowMillis, time + windowMillis)) {
            if (!known.hasNext()) {
                return Optional.empty();
            }
            var entry = known.next();
            return Optional.of(new Entry(entry.value, entry.key));
        }
    }

    void put(String project, String generationId, AdmissionState state, long since) {
        store.put(key(project, generationId), state, since);
    }

    private static String key(String project, String generationId) {
        return project + '\u0000' + generationId;
    }
}
