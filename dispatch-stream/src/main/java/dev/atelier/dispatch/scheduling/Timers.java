package dev.atelier.dispatch.scheduling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When to look at a generation again. A timer says no more than that: whoever looks finds in the generation's own state
 * what is due, so a timer that has become pointless does no harm and need not be found to be removed.
 */
final class Timers {
    private static final char SEPARATOR = '\u0000';
    /** Bounds the work of one punctuation; the rest is due at the next. */
    private static final int MOST_AT_ONCE = 1_000;

    private final KeyValueStore<String, String> store;

    Timers(KeyValueStore<String, String> store) {
        this.store = store;
    }

    void set(Instant due, String generationId) {
        store.put(time(due) + SEPARATOR + generationId, generationId);
    }

    /** Takes the ids whose time has come, earliest first. */
    List<String> due(Instant now) {
        List<String> keys = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (var range = store.range(null, time(now.plusMillis(1)))) {
            while (range.hasNext() && ids.size() < MOST_AT_ONCE) {
                var timer = range.next();
                keys.add(timer.key);
                ids.add(timer.value);
            }
        }
        keys.forEach(store::delete);
        return ids;
    }

    private static String time(Instant due) {
        return "%016x".formatted(due.toEpochMilli());
    }
}
