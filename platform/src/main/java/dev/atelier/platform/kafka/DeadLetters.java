package dev.atelier.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.schemas.Topics;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Puts aside a record that cannot be read or processed: as it was, with its cause and source in the headers that Kafka
 * Streams uses for its own dead letters (KIP-1034), so that one reader serves all. Thread-safe.
 */
public final class DeadLetters {
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String STACK_TRACE = "__streams.errors.stacktrace";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";
    /** Which service put it aside; Kafka Streams leaves it out. */
    public static final String SERVICE = "atelier.service";
    /** On a record that was a dead letter before and was put back: which one. */
    public static final String REDRIVEN_FROM = "atelier.redriven-from";

    private final EventProducer producer;
    private final String service;

    public DeadLetters(EventProducer producer, String service) {
        this.producer = requireNonNull(producer);
        this.service = requireNonNull(service);
    }

    /** Puts {@code record} aside; the future completes once it is safe to pass over it. */
    public CompletableFuture<RecordMetadata> send(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        header(letter, EXCEPTION, cause.getClass().getName());
        header(letter, MESSAGE, String.valueOf(cause.getMessage()));
        header(letter, TOPIC, record.topic());
        header(letter, PARTITION, Integer.toString(record.partition()));
        header(letter, OFFSET, Long.toString(record.offset()));
        header(letter, SERVICE, service);
        return producer.send(letter);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String key, String value) {
        letter.headers().add(key, value.getBytes(UTF_8));
    }
}
