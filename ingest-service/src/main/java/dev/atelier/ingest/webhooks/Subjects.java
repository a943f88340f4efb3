package dev.atelier.ingest.webhooks;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import java.util.Optional;

/** Reads what deliveries tell of. Thread-safe. */
interface Subjects {
    /** What {@code delivery} tells of, as it is now; none when that is gone. Refused while that cannot be told. */
    Optional<Subject> find(WebhookDelivery delivery) throws InterruptedException;
}
