package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.MoveRequested;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.schemas.Topic;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Lets a generation that waits go before all else that its project has waiting for the same model in the same lane; no other
 * project waits longer for it. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class MoveToFront {
    private final Finding generations;
    private final Topic<String, MoveRequested> topic;
    private final Requests requests;
    private final InstantSource clock;

    public MoveToFront(Read read, Topic<String, MoveRequested> topic, Requests requests, InstantSource clock) {
        this(read::get, topic, requests, clock);
    }

    MoveToFront(Finding generations, Topic<String, MoveRequested> topic, Requests requests, InstantSource clock) {
        this.generations = requireNonNull(generations);
        this.topic = requireNonNull(topic);
        this.requests = requireNonNull(requests);
        this.clock = requireNonNull(clock);
    }

    /**
     * Generation {@code id} of the caller's project, once all in-sync replicas of the log know that it is to go first.
     * Refused when there is no such generation, or when it waits no longer as far as is known here.
     */
    public Generation move(Caller caller, String id) throws InterruptedException {
        Generation generation = generations.get(caller.project(), id);
        if (generation.status() != Status.QUEUED) {
            throw new RefusedException(new Refusal.TooLate("It waits no longer: it is %s."
                    .formatted(generation.status().word())));
        }
        var move = MoveRequested.newBuilder()
                .setGenerationId(generation.id())
                .setProject(generation.project())
                .setApiKeyId(caller.keyId())
                .setRequestedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        requests.send(
                topic,
                generation.project(),
                move,
                "The move could not be written to the log in time. It may still take effect: asking again does no harm.");
        return generation;
    }
}
