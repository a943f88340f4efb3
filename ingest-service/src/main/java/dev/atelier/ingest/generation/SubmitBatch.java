package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.ingest.generation.Refusal.IdempotencyConflict;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.live.BatchView;
import dev.atelier.ingest.store.Batch;
import java.util.Optional;

/**
 * Accepts a batch: it is accepted once all in-sync replicas of the log have its request, which goes after its items, so that
 * nothing of it is there before all of it is. Under an idempotency key the same request is the same batch, whoever sends it
 * how often. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class SubmitBatch {
    private final BatchPreparation preparation;
    private final Requests requests;
    private final BatchView view;
    private final ReadBatches read;
    private final OneAtATime turns = new OneAtATime();

    public SubmitBatch(BatchPreparation preparation, Requests requests, BatchView view, ReadBatches read) {
        this.preparation = requireNonNull(preparation);
        this.requests = requireNonNull(requests);
        this.view = requireNonNull(view);
        this.read = requireNonNull(read);
    }

    /** Accepts {@code wanted}, or answers what was accepted under {@code idempotencyKey} before; refuses otherwise. */
    public Batch submit(Caller caller, NewBatch wanted, Optional<String> idempotencyKey) throws InterruptedException {
        PreparedBatch prepared = preparation.prepare(caller, wanted, idempotencyKey);
        return idempotencyKey.isPresent() ? once(prepared) : send(prepared);
    }

    private Batch once(PreparedBatch prepared) throws InterruptedException {
        BatchRequested request = prepared.request();
        try (var _ = turns.take(request.getBatchId(), requests.bound())) {
            Optional<Batch> before = read.find(request.getProject(), request.getBatchId());
            if (before.isEmpty()) {
                var _ = send(prepared);
            }
            // Another instance may have been faster.
            Batch first = before.isPresent() ? before.get() : read.first(request.getProject(), request.getBatchId());
            if (!first.fingerprint().equals(request.getFingerprint())) {
                throw new RefusedException(new IdempotencyConflict(
                        "This Idempotency-Key was used for another batch: model, inputs or tags differ."));
            }
            return first;
        }
    }

    private Batch send(PreparedBatch prepared) throws InterruptedException {
        preparation.storeInputs(prepared);
        BatchRequested request = prepared.request();
        for (BatchItems part : prepared.parts()) {
            requests.send(request.getProject(), new BatchOrder(part));
        }
        requests.send(request.getProject(), new BatchOrder(request));
        if (request.getIdempotencyKey().isEmpty()) {
            // Nobody else can have asked for it; under a key the log tells who was first.
            view.asked(request);
        }
        return Batch.asked(request);
    }
}
