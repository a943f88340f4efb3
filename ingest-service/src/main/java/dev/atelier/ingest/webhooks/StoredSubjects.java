package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.DriverException;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.lifecycle.EventType;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import java.util.Optional;

/** Reads what deliveries tell of where clients would read it. */
final class StoredSubjects implements Subjects {
    private final GenerationRows rows;
    private final Read read;
    private final ReadBatches batches;

    StoredSubjects(GenerationRows rows, Read read, ReadBatches batches) {
        this.rows = requireNonNull(rows);
        this.read = requireNonNull(read);
        this.batches = requireNonNull(batches);
    }

    @Override
    public Optional<Subject> find(WebhookDelivery delivery) throws InterruptedException {
        String project = delivery.getProject();
        String id = delivery.getSubject();
        Optional<EventType> type = EventType.of(delivery.getEvent());
        if (type.isEmpty()) {
            return Optional.of(new Subject.Trial());
        }
        return switch (type.get()) {
            case BATCH_FINISHED -> batch(project, id);
            case GENERATION_RUNNING -> read.find(project, id).map(Subject.OfGeneration::new);
            // Once it is over, its end tells.
            case GENERATION_PROGRESSED ->
                read.find(project, id)
                        .filter(generation -> !generation.status().isFinal())
                        .map(Subject.OfGeneration::new);
            // The row is written before the final word is said, which this instance may not have heard elsewhere yet.
            case GENERATION_SUCCEEDED,
                    GENERATION_FAILED,
                    GENERATION_CANCELED,
                    GENERATION_EXPIRED,
                    GENERATION_REJECTED -> generation(project, id);
        };
    }

    private Optional<Subject> generation(String project, String id) {
        try {
            return rows.find(project, id).ifThere().map(Subject.OfGeneration::new);
        } catch (DriverException e) {
            throw RefusedException.unavailable("The metadata store does not answer.", e);
        }
    }

    private Optional<Subject> batch(String project, String id) throws InterruptedException {
        try {
            return Optional.of(new Subject.OfBatch(batches.get(project, id)));
        } catch (RefusedException e) {
            if (e.refusal() instanceof NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
