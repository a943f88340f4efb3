package dev.atelier.ingest.webhooks;

import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import java.time.Instant;
import java.util.List;

/** Endpoints and deliveries for tests. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String LINE = "whe_1";

    private Samples() {}

    /** An endpoint of project default that hears of what succeeded. */
    static WebhookDefined.Builder endpoint(String url) {
        return WebhookDefined.newBuilder()
                .setWebhookId(LINE)
                .setProject("default")
                .setUrl(url)
                .setEvents(List.of("generation.succeeded"))
                .setCreatedAt(NOON)
                .setUpdatedAt(NOON);
    }

    /** What {@link #LINE} is told of, due at noon. */
    static WebhookDelivery.Builder delivery(String id) {
        return WebhookDelivery.newBuilder()
                .setDeliveryId(id)
                .setLine(LINE)
                .setProject("default")
                .setEvent("generation.succeeded")
                .setSubject("g-" + id)
                .setHappenedAt(NOON)
                .setDue(NOON);
    }
}
