package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.generation.CallbackRules;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.lifecycle.EventType;
import dev.atelier.ingest.views.DefinitionTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The endpoints of projects, and their definition. Blocks, so run it on a virtual thread. Thread-safe. */
public final class Webhooks {
    private static final int MOST = 50;
    private static final int MOST_FILTERED = 100;
    private static final int LONGEST_TEXT = 200;

    private final Endpoints endpoints;
    private final DefinitionTopic<WebhookDefined> definitions;
    private final CallbackRules rules;
    private final Rotation rotation;

    /**
     * How secrets are replaced.
     *
     * @param previousFor how long the one before signs as well
     */
    public record Rotation(WebhookSecrets secrets, Duration previousFor, InstantSource clock) {}

    public Webhooks(
            Endpoints endpoints, DefinitionTopic<WebhookDefined> definitions, CallbackRules rules, Rotation rotation) {
        this.endpoints = requireNonNull(endpoints);
        this.definitions = requireNonNull(definitions);
        this.rules = requireNonNull(rules);
        this.rotation = requireNonNull(rotation);
    }

    /**
     * What an endpoint is to be; not yet checked.
     *
     * @param url           where events are posted
     * @param events        which; absent: all that end something
     * @param tags          only of what carries one of these labels; none: of everything
     * @param models        only of these models; none: of all
     * @param bodySignature whether each post bears X-ImgGo-Signature as well
     * @param format        whose form posts have; absent: the one they have, or the native one
     */
    public record Wanted(
            String url,
            Optional<List<String>> events,
            List<String> tags,
            List<String> models,
            Optional<String> description,
            boolean enabled,
            boolean bodySignature,
            Optional<String> format) {}

    /** All of {@code project}'s, oldest first. */
    public List<WebhookDefined> all(String project) {
        return endpoints.of(project).stream()
                .sorted(Comparator.comparing(WebhookDefined::getCreatedAt).thenComparing(WebhookDefined::getWebhookId))
                .toList();
    }

    /** Endpoint {@code id} of {@code project}; refused when there is none. */
    public WebhookDefined get(String project, String id) {
        return endpoints
                .find(project, id)
                .orElseThrow(() -> new RefusedException(new NotFound("There is no webhook with this id.")));
    }

    /** Makes an endpoint. */
    public WebhookDefined create(String project, Wanted wanted) throws InterruptedException {
        if (endpoints.of(project).size() >= MOST) {
            throw new RefusedException(new NotNow("A project has %d webhooks at most.".formatted(MOST)));
        }
        Instant now = now();
        return put(with(WebhookDefined.newBuilder(), wanted)
                .setWebhookId(DeliveryIds.newEndpoint())
                .setProject(project)
                .setCreatedAt(now)
                .setUpdatedAt(now)
                .build());
    }

    /** Makes endpoint {@code id} what is wanted. It keeps its secret. */
    public WebhookDefined change(String project, String id, Wanted wanted) throws InterruptedException {
        return put(with(WebhookDefined.newBuilder(get(project, id)), wanted)
                .setUpdatedAt(now())
                .setDisabledBecause(null)
                .build());
    }

    /** Ends endpoint {@code id}, and what waits for it. */
    public void remove(String project, String id) throws InterruptedException {
        definitions.put(get(project, id).getWebhookId(), null);
    }

    /** Gives endpoint {@code id} another secret. The one before signs as well for a while, the one before that no more. */
    public WebhookDefined rotate(String project, String id) throws InterruptedException {
        var endpoint = get(project, id);
        return put(WebhookDefined.newBuilder(endpoint)
                .setSecretVersion(endpoint.getSecretVersion() + 1)
                .setPreviousSecretUntil(now().plus(rotation.previousFor()))
                .setUpdatedAt(now())
                .build());
    }

    /** The present secret of {@code endpoint}. */
    public SigningSecret secret(WebhookDefined endpoint) {
        return rotation.secrets().of(endpoint);
    }

    /** The secret of what requests of {@code project} want posted to URLs of their own. */
    public SigningSecret secret(String project) {
        return rotation.secrets().ofProject(project);
    }

    /** Disables the endpoint of {@code delivery}, unless somebody changed it after {@code since}. */
    void disable(WebhookDelivery delivery, String because, Instant since) {
        endpoints
                .find(delivery.getProject(), delivery.getLine())
                .filter(endpoint -> endpoint.getUpdatedAt().isBefore(since))
                .ifPresent(endpoint -> {
                    try {
                        put(WebhookDefined.newBuilder(endpoint)
                                .setEnabled(false)
                                .setDisabledBecause(because)
                                .setUpdatedAt(now())
                                .build());
                    } catch (InterruptedException _) {
                        // What it answered is not recorded either, so it is asked again.
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted while an endpoint was disabled");
                    }
                });
    }

    private WebhookDefined.Builder with(WebhookDefined.Builder endpoint, Wanted wanted) {
        wanted.description()
                .filter(text -> text.isBlank() || text.length() > LONGEST_TEXT)
                .ifPresent(_ -> {
                    throw RefusedException.invalid(
                            "description", "description must have 1 to %d characters".formatted(LONGEST_TEXT));
                });
        wanted.format().ifPresent(endpoint::setFormat);
        return endpoint.setUrl(rules.url("url", wanted.url()))
                .setDescription(wanted.description().orElse(null))
                .setEvents(wanted.events().map(Webhooks::events).orElseGet(Webhooks::usual))
                .setTags(few("tags", wanted.tags()))
                .setModels(few("models", wanted.models()))
                .setEnabled(wanted.enabled())
                .setBodySignature(wanted.bodySignature());
    }

    private static List<String> events(List<String> words) {
        if (words.isEmpty()) {
            throw RefusedException.invalid("events", "events must name an event at least");
        }
        return CallbackRules.events("events", words);
    }

    private static List<String> usual() {
        return EventType.words().stream()
                .filter(word -> !word.equals(EventType.GENERATION_RUNNING.word()))
                .toList();
    }

    private static List<String> few(String field, List<String> texts) {
        if (texts.size() > MOST_FILTERED
                || texts.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST_TEXT)) {
            throw RefusedException.invalid(
                    field,
                    "%s must be at most %d, each of 1 to %d characters".formatted(field, MOST_FILTERED, LONGEST_TEXT));
        }
        return texts.stream().distinct().toList();
    }

    private WebhookDefined put(WebhookDefined endpoint) throws InterruptedException {
        definitions.put(endpoint.getWebhookId(), endpoint);
        return endpoint;
    }

    private Instant now() {
        return rotation.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
