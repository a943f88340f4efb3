package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookAttempted;
import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What was posted to an endpoint, and what is to be posted once more. Blocks, so run it on a virtual thread. Thread-safe. */
public final class Deliveries {
    private static final String TRIAL = "webhook.test";

    private final Webhooks webhooks;
    private final DeliveryLog log;
    private final DeliveryTopic topic;
    private final Courier courier;
    private final Requests requests;
    private final InstantSource clock;

    Deliveries(
            Webhooks webhooks,
            DeliveryLog log,
            DeliveryTopic topic,
            Courier courier,
            Requests requests,
            InstantSource clock) {
        this.webhooks = requireNonNull(webhooks);
        this.log = requireNonNull(log);
        this.topic = requireNonNull(topic);
        this.courier = requireNonNull(courier);
        this.requests = requireNonNull(requests);
        this.clock = requireNonNull(clock);
    }

    /** The attempts of each of the latest deliveries to endpoint {@code id}, the delivery that was tried last first. */
    public List<List<WebhookAttempted>> latest(String project, String id) throws InterruptedException {
        return log.of(webhooks.get(project, id).getWebhookId());
    }

    /**
     * Has {@code delivery} posted once more, as if it had never been: at once, and on the schedule if that fails. Refused when
     * it is none of the latest.
     */
    public WebhookDelivery again(String project, String id, String delivery) throws InterruptedException {
        if (!webhooks.get(project, id).getEnabled()) {
            throw new RefusedException(new NotNow("It is disabled: nothing is posted there."));
        }
        WebhookAttempted last = latest(project, id).stream()
                .map(List::getLast)
                .filter(attempted -> attempted.getDeliveryId().equals(delivery))
                .findFirst()
                .orElseThrow(() -> new RefusedException(new NotFound("There is no such delivery to this webhook.")));
        var again = WebhookDelivery.newBuilder()
                .setDeliveryId(last.getDeliveryId())
                .setLine(last.getLine())
                .setProject(last.getProject())
                .setEvent(last.getEvent())
                .setSubject(last.getSubject())
                .setHappenedAt(last.getHappenedAt())
                .setRound(last.getRound() + 1)
                .setDue(clock.instant())
                .build();
        requests.send(
                topic.record(again, again),
                "This could not be written to the log in time. It may still be posted: look at the deliveries.");
        return again;
    }

    /** Posts to endpoint {@code id} that somebody tries it, once, and tells what came of that. */
    public WebhookAttempted trial(String project, String id) throws InterruptedException {
        WebhookDefined endpoint = webhooks.get(project, id);
        Instant began = clock.instant();
        var delivery = WebhookDelivery.newBuilder()
                .setDeliveryId(DeliveryIds.newDelivery(endpoint.getWebhookId()))
                .setLine(endpoint.getWebhookId())
                .setProject(project)
                .setEvent(TRIAL)
                .setSubject(endpoint.getWebhookId())
                .setHappenedAt(began)
                .setDue(began)
                .build();
        Attempt attempt = courier.attempt(delivery);
        var made = new Made(delivery, began, Duration.between(began, clock.instant()), attempt);
        WebhookAttempted record = made.only();
        requests.send(topic.record(record), "What came of it could not be written to the log in time.");
        return record;
    }
}
