package dev.atelier.ingest.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchStatus;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * The latest of each recent batch, as the log told this instance. Bounded in number and age: what falls out is read from the
 * metadata store. What dispatch told later wins. Thread-safe.
 */
public final class BatchView {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST = 10_000;

    private final Cache<BatchKey, Batch> batches =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /** Which batch. Ids are looked up inside a project only, so that nobody sees or shadows another's. */
    public record BatchKey(String project, String id) {}

    /** What was seen of {@code key}; with revision 0 no more than that somebody asked for it. */
    public Optional<Batch> find(BatchKey key) {
        return Optional.ofNullable(batches.getIfPresent(key));
    }

    /** {@code wanted} is on the log. The first one under an id is the one that counts. */
    public void asked(BatchRequested wanted) {
        Batch asked = Batch.asked(wanted);
        batches.asMap().putIfAbsent(key(asked), asked);
    }

    /** This instance had it acknowledged that {@code batch} is to be stopped; answers it as it then is. */
    public Batch canceling(Batch batch) {
        return batches.asMap().compute(key(batch), (_, known) -> (known == null ? batch : known).canceling());
    }

    /** This instance had it acknowledged that what failed of {@code batch} is tried again; answers it as it then is. */
    public Batch retried(Batch batch) {
        return batches.asMap()
                .compute(
                        key(batch),
                        (_, known) -> known == null || known.round() <= batch.round() ? batch.retried() : known);
    }

    /** Dispatch told of a batch. */
    void told(BatchStatus status) {
        Batch batch = Batch.of(status);
        batches.asMap().compute(key(batch), (_, known) -> known == null ? batch : newer(known, batch));
    }

    private static Batch newer(Batch known, Batch told) {
        if (told.round() < known.round() || told.revision() < known.revision()) {
            return known;
        }
        // Dispatch may not have read the cancel yet.
        boolean goesOn = told.round() == known.round() && told.status() == Status.RUNNING;
        return goesOn && known.status() == Status.CANCELING ? told.canceling() : told;
    }

    private static BatchKey key(Batch batch) {
        return new BatchKey(batch.project(), batch.id());
    }
}
