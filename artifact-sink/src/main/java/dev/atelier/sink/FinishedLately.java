package dev.atelier.sink;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Which generations got their final row a moment ago. What is forgotten costs a needless write. Thread-safe. */
final class FinishedLately {
    private static final Duration A_MOMENT = Duration.ofSeconds(10);
    private static final int MOST = 50_000;

    private final Cache<String, Boolean> ids =
            Caffeine.newBuilder().expireAfterWrite(A_MOMENT).maximumSize(MOST).build();

    void add(String generationId) {
        ids.put(generationId, true);
    }

    boolean contains(String generationId) {
        return ids.getIfPresent(generationId) != null;
    }
}
