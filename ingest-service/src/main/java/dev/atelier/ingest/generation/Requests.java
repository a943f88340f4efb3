package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationRequested;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests to the log and waits until they are safe there, no longer than a bound. Thread-safe. */
public final class Requests {
    private final EventProducer producer;
    private final Topic<String, GenerationRequested> topic;
    private final Duration bound;
    private final Executor executor;

    /** {@code executor} runs each send on a thread of its own: a producer without brokers blocks its caller. */
    public Requests(
            EventProducer producer, Topic<String, GenerationRequested> topic, Duration bound, Executor executor) {
        this.producer = requireNonNull(producer);
        this.topic = requireNonNull(topic);
        this.bound = requireNonNull(bound);
        this.executor = requireNonNull(executor);
    }

    /** How long a send may take. */
    Duration bound() {
        return bound;
    }

    /** Returns once all in-sync replicas have {@code request}; refuses when that takes too long or fails. */
    void send(GenerationRequested request) throws InterruptedException {
        var sent = CompletableFuture.supplyAsync(
                () -> producer.send(topic, request.getProject(), request).join(), executor);
        try {
            sent.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw RefusedException.unavailable(
                    "The request could not be written to the log in time. It may still be accepted: "
                            + "ask again under an Idempotency-Key to send it once.",
                    e);
        }
    }
}
