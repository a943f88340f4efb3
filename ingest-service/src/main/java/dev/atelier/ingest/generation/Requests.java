package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchOrder;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationRequested;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends what clients ask for to the log and waits until it is safe there, no longer than a bound. Thread-safe. */
public final class Requests {
    private final EventProducer producer;
    private final Topics topics;
    private final Duration bound;
    private final Executor executor;

    /** {@code executor} runs each send on a thread of its own: a producer without brokers blocks its caller. */
    public Requests(EventProducer producer, Topics topics, Duration bound, Executor executor) {
        this.producer = requireNonNull(producer);
        this.topics = requireNonNull(topics);
        this.bound = requireNonNull(bound);
        this.executor = requireNonNull(executor);
    }

    /** How long a send may take. */
    Duration bound() {
        return bound;
    }

    /** Returns once all in-sync replicas have {@code request}; refuses when that takes too long or fails. */
    void send(GenerationRequested request) throws InterruptedException {
        send(
                topics.requests(),
                request.getProject(),
                request,
                "The request could not be written to the log in time. It may still be accepted: "
                        + "ask again under an Idempotency-Key to send it once.");
    }

    /** Returns once all in-sync replicas have {@code cancel}; refuses when that takes too long or fails. */
    void send(CancelRequested cancel) throws InterruptedException {
        send(
                topics.cancellations(),
                cancel.getProject(),
                cancel,
                "The cancel could not be written to the log in time. It may still take effect: "
                        + "asking again does no harm.");
    }

    /** Returns once all in-sync replicas have {@code amendment}; refuses when that takes too long or fails. */
    void send(GenerationAmended amendment) throws InterruptedException {
        send(
                topics.amendments(),
                amendment.getProject(),
                amendment,
                "The change could not be written to the log in time. It may still take effect: asking again does no harm.");
    }

    /** Returns once all in-sync replicas have {@code order}; refuses when that takes too long or fails. */
    void send(String project, BatchOrder order) throws InterruptedException {
        send(
                topics.batches(),
                project,
                order,
                "What was asked of the batch could not be written to the log in time. It may still take effect: "
                        + "ask again, for a new batch under an Idempotency-Key.");
    }

    /**
     * Returns once all in-sync replicas have {@code event}, or for null the end of what {@code key} stood for; refuses with
     * {@code otherwise} when that takes too long or fails.
     */
    public <V> void send(Topic<String, V> topic, String key, @Nullable V event, String otherwise)
            throws InterruptedException {
        await(() -> producer.send(topic, key, event), otherwise);
    }

    /** As {@link #send(Topic, String, Object, String)}, for a record that says itself where it goes. */
    public void send(ProducerRecord<byte[], byte[]> record, String otherwise) throws InterruptedException {
        await(() -> producer.send(record), otherwise);
    }

    private void await(Supplier<CompletableFuture<RecordMetadata>> send, String otherwise) throws InterruptedException {
        var sent = CompletableFuture.supplyAsync(() -> send.get().join(), executor);
        try {
            sent.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw RefusedException.unavailable(otherwise, e);
        }
    }
}
