package dev.atelier.ingest.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.QueuePlace;
import java.time.Duration;
import java.util.Optional;

/**
 * Where generations stand in line, as the log told this instance when they joined. Bounded in number and age; of what has
 * fallen out nobody can say here where it stands. Thread-safe.
 */
public final class Places {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Cache<GenerationKey, QueuePlace> places;

    public Places(int capacity) {
        places = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfterWrite(KEPT)
                .build();
    }

    /** Where {@code key} joined the line, or was moved to; it may have left it since. */
    public Optional<QueuePlace> find(GenerationKey key) {
        return Optional.ofNullable(places.getIfPresent(key));
    }

    /** Dispatch took a step. */
    public void stepped(GenerationEvent event) {
        var key = new GenerationKey(event.getProject(), event.getGenerationId());
        switch (event.getKind()) {
            case WAITING -> event.getPlace().ifPresent(place -> places.put(key, place));
            case STARTED -> places.invalidate(key);
            case QUEUED, SUBMITTED, PROGRESSED, RETRYING, CANCELING, UNKNOWN -> {}
        }
    }
}
