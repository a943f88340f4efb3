package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.lifecycle.EventType;
import dev.atelier.ingest.webhooks.Attempt.Answered;
import dev.atelier.ingest.webhooks.Attempt.Early;
import dev.atelier.ingest.webhooks.Attempt.Pointless;
import dev.atelier.ingest.webhooks.Attempt.Unanswered;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.http.Reply;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.trace.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Makes one attempt: reads what it tells of, writes it in the form that is wanted, signs it and posts it, once. Blocks, and
 * ends at once when its thread is interrupted. Thread-safe.
 */
final class Courier {
    private static final MediaType JSON = MediaType.get("application/json");
    /** Nobody reads what receivers answer. */
    private static final long MOST_ANSWERED = 64L * 1024;
    /** What is known of a batch elsewhere is seldom older than this. */
    private static final Duration HEARD = Duration.ofSeconds(30);

    private final Outlet outlet;
    private final Limits limits;
    private final Endpoints endpoints;
    private final WebhookSecrets secrets;
    private final Forms forms;
    private final InstantSource clock;

    /** What posts are made of. */
    record Forms(Subjects subjects, Formats formats) {}

    /** Posts take {@code timeout} at most. */
    Courier(
            Outlet outlet,
            Duration timeout,
            Endpoints endpoints,
            WebhookSecrets secrets,
            Forms forms,
            InstantSource clock) {
        this.outlet = requireNonNull(outlet);
        this.limits = new Limits(timeout, MOST_ANSWERED);
        this.endpoints = requireNonNull(endpoints);
        this.secrets = requireNonNull(secrets);
        this.forms = requireNonNull(forms);
        this.clock = requireNonNull(clock);
    }

    /** Where a post goes, and in what form. */
    private record Way(HttpUrl url, Format format, List<SigningSecret> secrets, Optional<WebhookDefined> endpoint) {}

    /** Tries to deliver {@code delivery}. */
    Attempt attempt(WebhookDelivery delivery) throws InterruptedException {
        Optional<Way> way = way(delivery);
        if (way.isEmpty()) {
            return new Pointless("nobody wants it any more");
        }
        try {
            Optional<Subject> subject = forms.subjects().find(delivery);
            return subject.isEmpty() ? new Pointless("it is gone") : attempt(delivery, way.get(), subject.get());
        } catch (RefusedException _) {
            // The store does not answer; that is not the receiver's fault.
            return new Early();
        }
    }

    private Attempt attempt(WebhookDelivery delivery, Way way, Subject subject) throws InterruptedException {
        if (isStale(delivery, subject)) {
            return new Early();
        }
        if (way.endpoint().filter(endpoint -> !takes(endpoint, subject)).isPresent()) {
            return new Pointless("its filter does not let it through");
        }
        var occurrence = new Occurrence(delivery.getEvent(), delivery.getHappenedAt(), subject);
        byte[] body = Json.MAPPER.writeValueAsBytes(way.format().body().write(occurrence));
        var letter = new Letter(
                delivery.getDeliveryId(),
                clock.instant(),
                delivery.getSubject(),
                delivery.getProject(),
                body,
                way.secrets());
        return post(way, letter, delivery);
    }

    private Optional<Way> way(WebhookDelivery delivery) {
        if (delivery.getUrl().isPresent()) {
            return Optional.ofNullable(HttpUrl.parse(delivery.getUrl().get()))
                    .flatMap(url -> forms.formats()
                            .find(delivery.getFormat().orElse(Format.NATIVE))
                            .map(format -> new Way(
                                    url, format, List.of(secrets.ofProject(delivery.getProject())), Optional.empty())));
        }
        return endpoints
                .find(delivery.getProject(), delivery.getLine())
                .filter(endpoint -> endpoint.getEnabled() || isTrial(delivery))
                .map(endpoint -> new Way(
                        HttpUrl.get(endpoint.getUrl()),
                        endpoint.getFormat().flatMap(forms.formats()::find).orElseGet(forms.formats()::standard),
                        secrets.signing(endpoint, clock.instant()),
                        Optional.of(endpoint)));
    }

    /** Somebody tries it to see whether it may be enabled. */
    private static boolean isTrial(WebhookDelivery delivery) {
        return EventType.of(delivery.getEvent()).isEmpty();
    }

    /** What tells that something is over must show it so. */
    private boolean isStale(WebhookDelivery delivery, Subject subject) {
        boolean goesOn = switch (subject) {
            case Subject.OfBatch(var batch) -> !batch.status().isFinal();
            case Subject.OfGeneration(var generation) ->
                !generation.status().isFinal()
                        && EventType.of(delivery.getEvent())
                                .filter(EventType::endsGeneration)
                                .isPresent();
            case Subject.Trial _ -> false;
        };
        Instant heard = delivery.getHappenedAt().plus(HEARD);
        return goesOn && clock.instant().isBefore(heard);
    }

    /** Asked again, since not all is known when something begins. */
    private static boolean takes(WebhookDefined endpoint, Subject subject) {
        return switch (subject) {
            case Subject.OfGeneration(var generation) ->
                Filters.takesTags(endpoint, generation.wanted().tags())
                        && Filters.takesModel(
                                endpoint, generation.wanted().model().orElse(""));
            case Subject.OfBatch _, Subject.Trial _ -> true;
        };
    }

    private Attempt post(Way way, Letter letter, WebhookDelivery delivery) throws InterruptedException {
        var request = new Request.Builder().url(way.url()).post(RequestBody.create(letter.body(), JSON));
        way.format().signature().headers(letter).forEach(request::header);
        if (way.endpoint().filter(WebhookDefined::getBodySignature).isPresent()) {
            new BodySignature().headers(letter).forEach(request::header);
        }
        delivery.getTrace().ifPresent(told -> {
            request.header(TraceContext.PARENT, told.getTraceparent());
            told.getTracestate().ifPresent(state -> request.header(TraceContext.STATE, state));
        });
        return switch (outlet.send(
                request.header("User-Agent", "Atelier-Webhooks").build(), limits)) {
            case Reply.Answer<byte[]> answer ->
                new Answered(answer.status(), RetryAfter.of(answer.headers().get("Retry-After"), clock.instant()));
            case Reply.TooLarge<byte[]> large -> new Answered(large.status(), Optional.empty());
            case Reply.Unsent<byte[]> unsent -> new Unanswered(unsent.why());
            case Reply.Unanswered<byte[]> lost -> new Unanswered(lost.why());
        };
    }
}
