package dev.atelier.ingest.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.ingest.live.Sighting.Asked;
import dev.atelier.ingest.live.Sighting.Finished;
import dev.atelier.ingest.live.Sighting.Followed;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Progress;
import dev.atelier.ingest.store.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The latest of each recent generation, as the log told this instance. Bounded in number and age: what falls out is read
 * from the metadata store. Knowledge only grows: asked, followed, finished; never back. Thread-safe.
 */
public final class LiveView {
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Cache<GenerationKey, Sighting> sightings;
    private final ConcurrentHashMap<GenerationKey, Set<Watch>> watches = new ConcurrentHashMap<>();

    public LiveView(int capacity) {
        sightings = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfterWrite(KEPT)
                .build();
    }

    /** What was seen of {@code key}. */
    public Optional<Sighting> find(GenerationKey key) {
        return Optional.ofNullable(sightings.getIfPresent(key));
    }

    /** Begins to watch {@code key}; the watch may be over at once. The caller closes it. */
    public Watch watch(GenerationKey key, Predicate<Sighting> until) {
        var watch = new Watch(until, closed -> forget(key, closed));
        watches.compute(key, (_, present) -> {
            Set<Watch> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(watch);
            return all;
        });
        // Looked up after it is registered, so that nothing falls between.
        find(key).ifPresent(watch::offer);
        return watch;
    }

    /** This instance had {@code request} acknowledged. */
    public void accepted(GenerationRequested request) {
        update(key(request), known -> known == null ? new Asked(request, false, false) : known);
    }

    /** This instance had the cancel of {@code generation} acknowledged. */
    public void canceling(Generation generation) {
        var key = new GenerationKey(generation.project(), generation.id());
        update(key, known -> known == null ? new Followed(generation.canceling()) : canceling(known));
    }

    /** {@code request} was read from the log. The first one under an id is the one that counts. */
    void requested(GenerationRequested request) {
        update(key(request), known -> switch (known) {
            case null -> new Asked(request, true, false);
            case Asked asked when !asked.fromLog() -> new Asked(request, true, asked.canceling());
            case Asked _, Followed _, Finished _ -> known;
        });
    }

    /** Dispatch took a step. */
    void stepped(GenerationEvent event) {
        var key = new GenerationKey(event.getProject(), event.getGenerationId());
        switch (event.getKind()) {
            case QUEUED -> event.getAdmitted().ifPresent(admitted -> queued(key, admitted));
            case STARTED, SUBMITTED, PROGRESSED, RETRYING -> running(key, event);
            case CANCELING -> update(key, known -> known == null ? null : canceling(known));
            case WAITING, UNKNOWN -> {}
        }
    }

    /** Somebody changed its labels. What dispatch has not let in yet shows them at its end, as what is over does at once. */
    void amended(GenerationAmended amendment) {
        var key = new GenerationKey(amendment.getProject(), amendment.getGenerationId());
        update(
                key,
                known -> known instanceof Followed(var generation)
                        ? new Followed(generation.labelled(amendment.getAddedTags(), amendment.getRemovedTags()))
                        : known);
    }

    /** The final word was announced. */
    void finished(GenerationResult result) {
        var key = new GenerationKey(result.getProject(), result.getGenerationId());
        update(key, _ -> new Finished(Status.of(result.getStatus())));
    }

    private void queued(GenerationKey key, GenerationAdmitted admitted) {
        Generation queued = Generation.asked(admitted.getRequest())
                .admitted(admitted.getModel(), admitted.getCapability(), admitted.getAdmittedAt());
        update(key, known -> switch (known) {
            case null -> new Followed(queued);
            case Asked asked -> new Followed(asked.mark(queued));
            case Followed _, Finished _ -> known;
        });
    }

    /** A step of a generation whose beginning was missed is left to the metadata store, which has all of it. */
    private void running(GenerationKey key, GenerationEvent event) {
        update(key, known -> switch (known) {
            case Followed(var generation) ->
                new Followed(generation.running(event.getProvider(), event.getAttempt(), Optional.of(progress(event))));
            case null -> null;
            case Asked _, Finished _ -> known;
        });
    }

    private static Sighting canceling(Sighting known) {
        return switch (known) {
            case Asked asked -> new Asked(asked.request(), asked.fromLog(), true);
            case Followed(var generation) -> new Followed(generation.canceling());
            case Finished _ -> known;
        };
    }

    private static Progress progress(GenerationEvent event) {
        return new Progress(event.getProgress(), event.getMessage());
    }

    private void update(GenerationKey key, UnaryOperator<@Nullable Sighting> change) {
        Sighting now = sightings.asMap().compute(key, (_, known) -> change.apply(known));
        Set<Watch> watching = watches.get(key);
        if (now != null && watching != null) {
            watching.forEach(watch -> watch.offer(now));
        }
    }

    private void forget(GenerationKey key, Watch watch) {
        watches.computeIfPresent(key, (_, all) -> {
            all.remove(watch);
            return all.isEmpty() ? null : all;
        });
    }

    private static GenerationKey key(GenerationRequested request) {
        return new GenerationKey(request.getProject(), request.getGenerationId());
    }
}
