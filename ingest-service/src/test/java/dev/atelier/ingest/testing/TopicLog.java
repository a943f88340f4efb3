package dev.atelier.ingest.testing;

import dev.atelier.event.BatchCancelRequested;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchRetryRequested;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.MoveRequested;
import dev.atelier.event.PurgeRequested;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** All records on a topic since it was opened. */
public final class TopicLog<V> implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final List<Entry<V>> seen = new CopyOnWriteArrayList<>();
    private final Function<V, String> id;
    private final TopicTail<String, V> tail;

    private record Entry<V>(String key, V value) {}

    private TopicLog(KafkaClients kafka, Topic<String, V> topic, Function<V, String> id) {
        this.id = id;
        tail = new TopicTail<>(kafka, topic, Start.LATEST, (key, value) -> {
            if (value != null) {
                seen.add(new Entry<>(key, value));
            }
        });
    }

    /** What is asked for. */
    public static TopicLog<GenerationRequested> requests(KafkaClients kafka) {
        return new TopicLog<>(kafka, kafka.topics().requests(), GenerationRequested::getGenerationId);
    }

    /** What was changed afterwards. */
    public static TopicLog<GenerationAmended> amendments(KafkaClients kafka) {
        return new TopicLog<>(kafka, kafka.topics().amendments(), GenerationAmended::getGenerationId);
    }

    /** What is to be stopped. */
    public static TopicLog<CancelRequested> cancellations(KafkaClients kafka) {
        return new TopicLog<>(kafka, kafka.topics().cancellations(), CancelRequested::getGenerationId);
    }

    /** What is wanted of batches, by the batch's id. */
    public static TopicLog<BatchOrder> batches(KafkaClients kafka) {
        return new TopicLog<>(kafka, kafka.topics().batches(), TopicLog::batch);
    }

    private static String batch(BatchOrder order) {
        return switch (order.getOrder()) {
            case BatchRequested wanted -> wanted.getBatchId();
            case BatchItems items -> items.getBatchId();
            case BatchCancelRequested cancel -> cancel.getBatchId();
            case BatchRetryRequested retry -> retry.getBatchId();
            default -> "";
        };
    }

    /** What is to go first. */
    public static TopicLog<MoveRequested> moves(KafkaClients kafka) {
        return new TopicLog<>(kafka, kafka.topics().moves(), MoveRequested::getGenerationId);
    }

    /** What is to be taken out of the line, by the model that it waits for. */
    public static TopicLog<PurgeRequested> purges(KafkaClients kafka) {
        return new TopicLog<>(
                kafka, kafka.topics().purges(), purge -> purge.getModel().orElse(""));
    }

    /** Those of generation {@code generationId}, up to the end of the log. */
    public List<V> of(String generationId) throws InterruptedException, TimeoutException {
        return about(generationId).stream().map(Entry::value).toList();
    }

    /** The keys of those of generation {@code generationId}, up to the end of the log. */
    public List<String> keysOf(String generationId) throws InterruptedException, TimeoutException {
        return about(generationId).stream().map(Entry::key).toList();
    }

    private List<Entry<V>> about(String generationId) throws InterruptedException, TimeoutException {
        tail.awaitEnd(BOUND);
        return seen.stream()
                .filter(entry -> id.apply(entry.value()).equals(generationId))
                .toList();
    }

    @Override
    public void close() {
        tail.close();
    }
}
