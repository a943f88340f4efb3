package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.Trace;
import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.lifecycle.EventType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Who is to be told of what is on the log. The same record always gives the same deliveries. Thread-safe. */
final class Announcements {
    /** How long a generation's progress is told once at most. */
    private static final long SPAN_MILLIS = 500;
    /** An event is read after its transaction has ended, and clocks differ; one that takes longer may be told by itself. */
    private static final long ON_THE_WAY_MILLIS = 500;

    private final Endpoints endpoints;
    private final InstantSource clock;

    Announcements(Endpoints endpoints, InstantSource clock) {
        this.endpoints = requireNonNull(endpoints);
        this.clock = requireNonNull(clock);
    }

    /**
     * Something that happened.
     *
     * @param key     tells it from whatever else happens to the same subject
     * @param due     when it is told
     * @param tags    the subject's labels; none where they are not known yet
     * @param model   the subject's model; none where it is not known yet
     */
    private record News(
            EventType type,
            String project,
            String subject,
            String key,
            Instant at,
            Instant due,
            Optional<Collection<String>> tags,
            Optional<String> model,
            Optional<Trace> trace) {}

    /** A request's own webhook. */
    private record Wish(Optional<String> url, Collection<String> events, Optional<String> format) {
        boolean covers(EventType type) {
            return events.isEmpty() ? !type.isStep() : events.contains(type.word());
        }
    }

    /** What is to be posted for a final word. */
    List<WebhookDelivery> of(GenerationResult result) {
        return EventType.of(result.getStatus())
                .map(type -> deliveries(
                        new News(
                                type,
                                result.getProject(),
                                result.getGenerationId(),
                                "",
                                result.getTimings()
                                        .getStoredAt()
                                        .orElse(result.getTimings().getRequestedAt()),
                                clock.instant(),
                                Optional.of(result.getTags()),
                                Optional.of(result.getModel()),
                                result.getTrace()),
                        new Wish(result.getWebhook(), result.getWebhookEvents(), result.getWebhookFormat())))
                .orElse(List.of());
    }

    /** What is to be posted for a step: that it runs, once for each attempt, and how far it is, twice a second at most. */
    List<WebhookDelivery> of(GenerationEvent event) {
        String attempt = Integer.toString(event.getAttempt());
        return switch (event.getKind()) {
            case STARTED -> step(EventType.GENERATION_RUNNING, event, attempt, clock.instant());
            case PROGRESSED -> {
                // All of a span are one delivery, due once the last of them has come: so none is told sooner after
                // another.
                long span = event.getAt().toEpochMilli() / SPAN_MILLIS;
                Instant due = Instant.ofEpochMilli((span + 1) * SPAN_MILLIS + ON_THE_WAY_MILLIS);
                yield step(EventType.GENERATION_PROGRESSED, event, attempt + '@' + span, due);
            }
            case UNKNOWN, QUEUED, WAITING, SUBMITTED, RETRYING, CANCELING -> List.of();
        };
    }

    private List<WebhookDelivery> step(EventType type, GenerationEvent event, String key, Instant due) {
        return deliveries(
                new News(
                        type,
                        event.getProject(),
                        event.getGenerationId(),
                        key,
                        event.getAt(),
                        due,
                        Optional.empty(),
                        Optional.empty(),
                        event.getTrace()),
                new Wish(event.getWebhook(), event.getWebhookEvents(), event.getWebhookFormat()));
    }

    /** What is to be posted for the standing of a batch: its end, once for each round. */
    List<WebhookDelivery> of(BatchStatus status) {
        if (!isOver(status.getState()) || status.getEndedAt().isEmpty()) {
            return List.of();
        }
        var news = new News(
                EventType.BATCH_FINISHED,
                status.getProject(),
                status.getBatchId(),
                Integer.toString(status.getRound()),
                status.getEndedAt().get(),
                clock.instant(),
                Optional.of(status.getTags()),
                status.getModel(),
                Optional.empty());
        return deliveries(news, new Wish(status.getWebhook(), status.getWebhookEvents(), Optional.empty()));
    }

    private static boolean isOver(BatchState state) {
        return switch (state) {
            case SUCCEEDED, FAILED, CANCELED -> true;
            case RUNNING, CANCELING, UNKNOWN -> false;
        };
    }

    private List<WebhookDelivery> deliveries(News news, Wish wish) {
        List<WebhookDelivery> deliveries = new ArrayList<>();
        for (WebhookDefined endpoint : endpoints.of(news.project())) {
            if (wants(endpoint, news)) {
                deliveries.add(delivery(news, endpoint.getWebhookId()).build());
            }
        }
        // Another producer may have named what is no URL.
        wish.url()
                .filter(_ -> wish.covers(news.type()))
                .map(HttpUrl::parse)
                .ifPresent(url -> deliveries.add(delivery(news, DeliveryIds.ofOrigin(news.project(), url))
                        .setUrl(url.toString())
                        .setFormat(wish.format().orElse(null))
                        .build()));
        return deliveries;
    }

    private static boolean wants(WebhookDefined endpoint, News news) {
        return endpoint.getEnabled()
                && endpoint.getEvents().contains(news.type().word())
                && !news.at().isBefore(endpoint.getCreatedAt())
                && news.tags().map(tags -> Filters.takesTags(endpoint, tags)).orElse(true)
                && news.model()
                        .map(model -> Filters.takesModel(endpoint, model))
                        .orElse(true);
    }

    private WebhookDelivery.Builder delivery(News news, String line) {
        return WebhookDelivery.newBuilder()
                .setDeliveryId(DeliveryIds.ofDelivery(line, news.type().word(), news.subject(), news.key()))
                .setLine(line)
                .setProject(news.project())
                .setEvent(news.type().word())
                .setSubject(news.subject())
                .setHappenedAt(news.at())
                .setTrace(news.trace().orElse(null))
                .setDue(news.due());
    }
}
