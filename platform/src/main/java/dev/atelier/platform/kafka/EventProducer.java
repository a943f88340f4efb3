package dev.atelier.platform.kafka;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.trace.Traces;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends events to their topics. Thread-safe. */
public final class EventProducer implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;

    public EventProducer(Producer<byte[], byte[]> producer) {
        this.producer = requireNonNull(producer);
    }

    /**
     * Sends {@code value}; null deletes {@code key} from a compacted topic. The future completes once all in-sync
     * replicas have the record, or exceptionally when that cannot be had.
     */
    public <K, V> CompletableFuture<RecordMetadata> send(Topic<K, V> topic, K key, @Nullable V value) {
        return send(encode(topic, key, value));
    }

    /** As {@link #send(Topic, Object, Object)}, for a record made by {@link #encode}. */
    public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        var sent = new CompletableFuture<RecordMetadata>();
        var _ = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                sent.complete(metadata);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    /** The record of {@code value} in bytes, with its trace, for more headers to be added. */
    public static <K, V> ProducerRecord<byte[], byte[]> encode(Topic<K, V> topic, K key, @Nullable V value) {
        var record = new ProducerRecord<>(
                topic.name(),
                topic.keys().serializer().serialize(topic.name(), key),
                value == null ? null : topic.values().serializer().serialize(topic.name(), value));
        Traces.of(value).ifPresent(trace -> Traces.put(trace, record.headers()));
        return record;
    }

    /** Waits until all that was sent is acknowledged. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
