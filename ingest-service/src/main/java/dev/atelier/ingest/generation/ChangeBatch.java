package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchCancelRequested;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRetryRequested;
import dev.atelier.ingest.generation.Refusal.ModelNotAllowed;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.live.BatchView;
import dev.atelier.ingest.store.Batch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Has a batch stopped, or what failed of it tried again: dispatch does it, and the batch tells what came of it. Blocks, so run
 * it on a virtual thread. Thread-safe.
 */
public final class ChangeBatch {
    private final ReadBatches read;
    private final Requests requests;
    private final BatchView view;
    private final InstantSource clock;

    public ChangeBatch(ReadBatches read, Requests requests, BatchView view, InstantSource clock) {
        this.read = requireNonNull(read);
        this.requests = requireNonNull(requests);
        this.view = requireNonNull(view);
        this.clock = requireNonNull(clock);
    }

    /**
     * Batch {@code id} of the caller's project: as it ended when it is over, else canceling, which is said once all in-sync
     * replicas of the log know of it. Asking twice changes nothing.
     */
    public Batch cancel(Caller caller, String id) throws InterruptedException {
        Batch batch = read.get(caller.project(), id);
        if (batch.status().isFinal()) {
            return batch;
        }
        requests.send(
                caller.project(),
                new BatchOrder(new BatchCancelRequested(batch.id(), batch.project(), caller.keyId(), now())));
        return view.canceling(batch);
    }

    /** Batch {@code id} with what failed, expired or was rejected of it running again; refused when nothing can be. */
    public Batch retry(Caller caller, String id) throws InterruptedException {
        Batch batch = read.get(caller.project(), id);
        check(batch);
        if (!caller.models().isEmpty()) {
            // Which models its items name is not known here.
            throw new RefusedException(new ModelNotAllowed(
                    "A key for some models alone may not try a batch again, whose models may be others."));
        }
        requests.send(
                caller.project(),
                new BatchOrder(
                        new BatchRetryRequested(batch.id(), batch.project(), batch.round(), caller.keyId(), now())));
        return view.retried(batch);
    }

    private void check(Batch batch) {
        if (!batch.status().isFinal()) {
            throw notNow("The batch must be over to be tried again, but it is %s."
                    .formatted(batch.status().word()));
        }
        if (batch.fault().isPresent() || batch.counts().retryable() == 0) {
            throw notNow("Something of the batch must have failed, expired or been rejected to be tried again.");
        }
        if (batch.retryUntil().filter(end -> !end.isAfter(now())).isPresent()) {
            throw notNow("The batch ended too long ago to be tried again.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static RefusedException notNow(String message) {
        return new RefusedException(new NotNow(message));
    }
}
