package dev.atelier.dispatch.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often the status of a batch is told: at once when it has been quiet, else a moment later; at its end always. */
final class Pace {
    private static final Duration QUIET = Duration.ofMillis(250);

    private final Map<BatchKey, Instant> told = new HashMap<>();
    private final Map<BatchKey, Instant> due = new HashMap<>();

    /** Whether the change of {@code batch} is told now. */
    boolean tellsNow(BatchKey batch, boolean over, Instant now) {
        if (over) {
            forget(batch);
            return true;
        }
        Instant last = told.get(batch);
        if (last != null && last.plus(QUIET).isAfter(now)) {
            due.put(batch, last.plus(QUIET));
            return false;
        }
        told.put(batch, now);
        due.remove(batch);
        return true;
    }

    /** After a start nobody knows whether the last change was told. */
    void tellSoon(BatchKey batch, Instant now) {
        due.put(batch, now);
    }

    /** There is nothing to tell of it any more. */
    void forget(BatchKey batch) {
        told.remove(batch);
        due.remove(batch);
    }

    /** When the first is due. */
    Optional<Instant> next() {
        return due.values().stream().min(Comparator.naturalOrder());
    }

    List<BatchKey> due(Instant now) {
        return due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }
}
