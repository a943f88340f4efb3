package dev.atelier.dispatch.scheduling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When to look at a generation again. A timer says no more than that: whoever looks finds in the generation's own state
 * what is due, so a timer that has become pointless does no harm and need not be found to be removed.
 */
final class Timers {
    /** Bounds the work of one look; the rest is due at the next. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final int TIME_DIGITS = 16;

    private final KeyValueStore<String, String> store;
    private @Nullable Instant next;

    Timers(KeyValueStore<String, String> store) {
        this.store = store;
        this.next = first();
    }

    void set(Instant due, String generationId) {
        store.put(key(due, generationId), "");
        if (next == null || due.isBefore(next)) {
            next = due;
        }
    }

    /** When the first is due. */
    Optional<Instant> next() {
        return Optional.ofNullable(next);
    }

    /** Takes the ids whose time has come, earliest first. */
    List<String> due(Instant now) {
        if (next == null || next.isAfter(now)) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        try (var range = store.range(null, key(now.plusMillis(1), ""))) {
            while (range.hasNext() && keys.size() < MOST_AT_ONCE) {
                keys.add(range.next().key);
            }
        }
        keys.forEach(store::delete);
        next = first();
        return keys.stream().map(key -> key.substring(TIME_DIGITS)).toList();
    }

    private @Nullable Instant first() {
        try (var all = store.all()) {
            return all.hasNext()
                    ? Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(all.next().key, 0, TIME_DIGITS))
                    : null;
        }
    }

    private static String key(Instant due, String generationId) {
        return HexFormat.of().toHexDigits(due.toEpochMilli()) + generationId;
    }
}
