package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationRequested;
import dev.atelier.ingest.generation.Refusal.IdempotencyConflict;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.live.GenerationKey;
import dev.atelier.ingest.live.LiveView;
import dev.atelier.ingest.live.Sighting;
import dev.atelier.ingest.live.Sighting.Asked;
import dev.atelier.ingest.live.Sighting.Finished;
import dev.atelier.ingest.live.Sighting.Followed;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.ingest.store.Kept;
import java.time.Duration;
import java.util.Optional;

/**
 * Accepts a generation: it is accepted once all in-sync replicas of the log have it, and not before this answers. Under
 * an idempotency key the same request is the same generation, whoever sends it how often: this instance sends one record
 * at a time under an id, and of the records of several instances the first on the log counts. Blocks, so run it on a
 * virtual thread. Thread-safe.
 *
 * @see dev.atelier.schemas.GenerationIds#derive
 */
public final class Submit {
    private static final Duration OWN_RECORD_SEEN = Duration.ofSeconds(1);

    private final Preparation preparation;
    private final Requests requests;
    private final LiveView live;
    private final Read read;
    private final OfProjects projects;
    private final OneAtATime turns = new OneAtATime();

    /** What projects say: their labels, and how much they may have open. */
    public record OfProjects(ModelCatalogue models, OpenBound bound) {}

    public Submit(Preparation preparation, Requests requests, LiveView live, Read read, OfProjects projects) {
        this.preparation = requireNonNull(preparation);
        this.requests = requireNonNull(requests);
        this.live = requireNonNull(live);
        this.read = requireNonNull(read);
        this.projects = requireNonNull(projects);
    }

    /**
     * A generation that was accepted.
     *
     * @param isNew whether this call is what it was accepted by
     */
    public record Submitted(Generation generation, boolean isNew) {}

    /** Accepts {@code wanted}, or answers what was accepted under {@code idempotencyKey} before; refuses otherwise. */
    public Submitted submit(Caller caller, NewGeneration wanted, Optional<String> idempotencyKey)
            throws InterruptedException {
        Prepared prepared = preparation.prepare(caller, wanted, idempotencyKey);
        return idempotencyKey.isPresent() ? once(prepared) : new Submitted(send(prepared), true);
    }

    private Submitted once(Prepared prepared) throws InterruptedException {
        GenerationRequested request = prepared.request();
        try (var _ = turns.take(request.getGenerationId(), requests.bound())) {
            return switch (read.look(request.getProject(), request.getGenerationId())) {
                case Kept.There(var before) -> new Submitted(same(before, request), false);
                case Kept.Nothing _ -> sendOnce(prepared);
                case Kept.Forgotten _ ->
                    throw new RefusedException(new IdempotencyConflict(
                            "This Idempotency-Key was used for a generation that was deleted since."));
            };
        }
    }

    private Submitted sendOnce(Prepared prepared) throws InterruptedException {
        Generation sent = send(prepared);
        return new Submitted(same(first(prepared.request()).orElse(sent), prepared.request()), true);
    }

    private Generation send(Prepared prepared) throws InterruptedException {
        projects.bound().check(prepared.request().getProject());
        preparation.storeInputs(prepared);
        requests.send(prepared.request());
        live.accepted(prepared.request());
        return Generation.asked(prepared.request());
    }

    /** What the log has first under the id: another instance may have been faster. */
    private Optional<Generation> first(GenerationRequested request) throws InterruptedException {
        var key = new GenerationKey(request.getProject(), request.getGenerationId());
        try (var watch = live.watch(key, Submit::isSettled)) {
            return watch.await(OWN_RECORD_SEEN).flatMap(seen -> generation(key, seen));
        }
    }

    private Optional<Generation> generation(GenerationKey key, Sighting seen) {
        return switch (seen) {
            case Asked asked -> Optional.of(asked.mark(Generation.asked(asked.request())));
            case Followed(var generation) -> Optional.of(generation);
            case Finished _ -> read.look(key.project(), key.id()).ifThere();
        };
    }

    private static boolean isSettled(Sighting seen) {
        return switch (seen) {
            case Asked asked -> asked.fromLog();
            case Followed _, Finished _ -> true;
        };
    }

    private Generation same(Generation first, GenerationRequested again) {
        SameRequest.check(first.wanted(), Wanted.of(again));
        return first;
    }
}
