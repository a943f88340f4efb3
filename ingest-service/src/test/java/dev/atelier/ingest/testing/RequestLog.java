package dev.atelier.ingest.testing;

import dev.atelier.event.GenerationRequested;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** All requests on the log since it was opened. */
public final class RequestLog implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final List<GenerationRequested> seen = new CopyOnWriteArrayList<>();
    private final TopicTail<String, GenerationRequested> tail;

    public RequestLog(KafkaClients kafka) {
        tail = new TopicTail<>(kafka, kafka.topics().requests(), Start.LATEST, (_, request) -> {
            if (request != null) {
                seen.add(request);
            }
        });
    }

    /** Those of generation {@code id}, up to the end of the log. */
    public List<GenerationRequested> of(String id) throws InterruptedException, TimeoutException {
        tail.awaitEnd(BOUND);
        return seen.stream()
                .filter(request -> request.getGenerationId().equals(id))
                .toList();
    }

    @Override
    public void close() {
        tail.close();
    }
}
