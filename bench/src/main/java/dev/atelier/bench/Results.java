package dev.atelier.bench;

import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.schemas.TopicSettings;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Watches the results topic, as any consumer of it would, and matches what it sees with what was submitted. */
final class Results implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final KafkaClients kafka;
    private final TopicTail<String, GenerationResult> tail;
    private final Hops hops;
    /** A result may be seen before the answer to its request is read, so either may come first. */
    private final Map<String, Long> dueOf = new ConcurrentHashMap<>();

    private final Map<String, Seen> seenOf = new ConcurrentHashMap<>();

    private record Seen(GenerationResult result, long nanos, Instant at) {}

    Results(Target target, Hops hops) {
        this.hops = hops;
        kafka = new KafkaClients(
                new KafkaConfig(target.kafka(), target.registry(), TopicSettings.SINGLE_BROKER, Map.of()));
        tail = new TopicTail<>(kafka, kafka.topics().results(), TopicTail.Start.LATEST, (_, result) -> {
            if (result != null) {
                seenOf.put(result.getGenerationId(), new Seen(result, System.nanoTime(), Instant.now()));
                match(result.getGenerationId());
            }
        });
    }

    void accepted(String id, long due, long nanos) {
        hops.accepted(nanos - due);
        dueOf.put(id, due);
        match(id);
    }

    private synchronized void match(String id) {
        Long due = dueOf.get(id);
        Seen seen = seenOf.get(id);
        if (due != null && seen != null) {
            dueOf.remove(id);
            seenOf.remove(id);
            hops.finished(
                    seen.result(),
                    seen.nanos() - due,
                    seen.at(),
                    seen.result().getStatus() == GenerationStatus.SUCCEEDED);
        }
    }

    void awaitAll() {
        long end = System.nanoTime() + PATIENCE;
        while (!dueOf.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    int missing() {
        return dueOf.size();
    }

    @Override
    public void close() {
        tail.close();
        kafka.close();
    }
}
