package dev.atelier.ingest.webhooks;

import dev.atelier.event.WebhookAttempted;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.event.WebhookState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was made.
 *
 * @param delivery as it stood before
 * @param at       when it began
 */
record Made(WebhookDelivery delivery, Instant at, Duration took, Attempt attempt) {
    /** The record of it, after which the delivery stands so; {@code next} is when it is tried next, if ever. */
    WebhookAttempted record(WebhookState state, @Nullable Instant next) {
        return WebhookAttempted.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setLine(delivery.getLine())
                .setProject(delivery.getProject())
                .setEvent(delivery.getEvent())
                .setSubject(delivery.getSubject())
                .setHappenedAt(delivery.getHappenedAt())
                .setRound(delivery.getRound())
                .setAttempt(delivery.getAttempts() + 1)
                .setAt(at)
                .setMillis(took.toMillis())
                .setStatus(attempt.httpStatus().orElse(null))
                .setError(attempt.error().orElse(null))
                .setState(state)
                .setNextAt(next)
                .build();
    }

    /** The record of it, if it was the only one. */
    WebhookAttempted only() {
        return record(attempt.error().isEmpty() ? WebhookState.DELIVERED : WebhookState.FAILED, null);
    }
}
