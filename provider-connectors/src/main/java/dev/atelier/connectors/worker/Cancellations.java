package dev.atelier.connectors.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Which generations are to be stopped. Every worker hears of each, since nobody knows which has the job; one that takes it
 * later asks here first. Thread-safe.
 */
public final class Cancellations implements AutoCloseable {
    /** Longer than a job is on its way. One that comes later still is named again by dispatch when it is taken. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final int MOST = 100_000;

    private final Cache<String, Boolean> canceled =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final TopicTail<String, ?> tail;

    /** Begins with what was canceled a while ago. */
    public Cancellations(KafkaClients kafka) {
        tail = new TopicTail<>(
                kafka,
                kafka.topics().jobCancellations(),
                Instant.now().minus(REMEMBERED),
                Duration.ZERO,
                (generationId, _) -> {
                    // Noted first, so that a job which begins right now finds it.
                    canceled.put(generationId, true);
                    listeners.forEach(listener -> listener.accept(generationId));
                });
    }

    boolean contains(String generationId) {
        return canceled.getIfPresent(generationId) != null;
    }

    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        tail.close();
    }
}
