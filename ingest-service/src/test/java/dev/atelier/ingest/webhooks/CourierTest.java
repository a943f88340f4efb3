package dev.atelier.ingest.webhooks;

import static dev.atelier.ingest.webhooks.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.webhooks.Attempt.Answered;
import dev.atelier.ingest.webhooks.Attempt.Early;
import dev.atelier.ingest.webhooks.Attempt.Pointless;
import dev.atelier.ingest.webhooks.Attempt.Unanswered;
import dev.atelier.ingest.webhooks.Courier.Forms;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.secrets.RootSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt, to a receiver on real sockets. */
class CourierTest {
    private static final WebhookSecrets SECRETS =
            new WebhookSecrets(new RootSecret(new Secret("a secret of thirty-two characters")));

    private final MockWebServer receiver = new MockWebServer();
    private final Endpoints endpoints = new Endpoints();
    private final OutboundHttp allowed = http("127.0.0.1");
    private Optional<Subject> subject = Optional.of(new Subject.OfGeneration(generation(Status.SUCCEEDED)));
    private Instant now = NOON.plusSeconds(5);
    private Duration timeout = Duration.ofSeconds(10);

    @BeforeEach
    void start() throws IOException {
        receiver.start();
    }

    @AfterEach
    void stop() {
        allowed.close();
        receiver.close();
    }

    @Test
    void postsTheSignedEvent() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()));
        receiver.enqueue(new MockResponse(204, Headers.EMPTY, ""));

        assertThat(attempt()).isEqualTo(new Answered(204, Optional.empty()));

        var posted = receiver.takeRequest();
        byte[] body = posted.getBody().toByteArray();
        assertThat(posted.getMethod()).isEqualTo("POST");
        assertThat(posted.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(Json.MAPPER.readTree(body).path("id").asString()).isEqualTo("g-a");
        assertThat(new StandardSignature().headers(letter(body)))
                .allSatisfy((name, value) ->
                        assertThat(posted.getHeaders().get(name)).isEqualTo(value));
        assertThat(posted.getHeaders().get("X-ImgGo-Signature")).isNull();
    }

    @Test
    void signsTheBodyAloneAsWellWhenAskedTo() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()).setBodySignature(true));
        receiver.enqueue(new MockResponse(200, Headers.EMPTY, ""));

        attempt();

        assertThat(receiver.takeRequest().getHeaders().get("X-ImgGo-Signature")).startsWith("sha256=");
    }

    @Test
    void signsWhatARequestAskedForWithTheProjectsSecretInTheFormItNamed() throws InterruptedException {
        receiver.enqueue(new MockResponse(200, Headers.EMPTY, ""));
        var delivery = Samples.delivery("a")
                .setLine("who_1")
                .setUrl(receiver.url("/own").toString())
                .setFormat("other");

        courier(allowed).attempt(delivery.build());

        assertThat(receiver.takeRequest().getHeaders().get("x-other"))
                .isEqualTo(SECRETS.ofProject("default").text());
    }

    @Test
    void followsNoRedirect() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()));
        receiver.enqueue(new MockResponse(307, Headers.of("Location", "/elsewhere"), ""));

        assertThat(attempt().error()).contains("It answered 307: redirects are not followed.");
        assertThat(receiver.getRequestCount()).isOne();
    }

    @Test
    void hearsHowLongToWait() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()));
        receiver.enqueue(new MockResponse(429, Headers.of("Retry-After", "7"), ""));

        assertThat(attempt()).isEqualTo(new Answered(429, Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws InterruptedException {
        timeout = Duration.ofMillis(300);
        define(Samples.endpoint(receiver.url("/hook").toString()));
        receiver.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());

        assertThat(attempt()).isEqualTo(new Unanswered("gave no answer in time"));
    }

    @Test
    void knowsThatAConnectionWasBrokenOff() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()));
        receiver.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());

        assertThat(attempt()).isEqualTo(new Unanswered("broke the connection off"));
    }

    @Test
    void postsNothingToNobody() throws InterruptedException {
        assertThat(attempt()).isInstanceOf(Pointless.class);

        define(Samples.endpoint(receiver.url("/hook").toString()).setEnabled(false));
        assertThat(attempt()).isInstanceOf(Pointless.class);

        define(Samples.endpoint(receiver.url("/hook").toString()).setProject("other"));
        assertThat(attempt()).isInstanceOf(Pointless.class);
        assertThat(receiver.getRequestCount()).isZero();
    }

    @Test
    void postsNothingOfWhatIsGoneOrFiltered() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()).setTags(List.of("x")));
        assertThat(attempt()).isInstanceOf(Pointless.class);

        subject = Optional.empty();
        assertThat(attempt()).isInstanceOf(Pointless.class);
    }

    @Test
    void waitsUntilWhatIsOverIsSeenToBeOver() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()));
        subject = Optional.of(new Subject.OfGeneration(generation(Status.RUNNING)));

        assertThat(attempt()).isEqualTo(new Early());

        receiver.enqueue(new MockResponse(200, Headers.EMPTY, ""));
        now = NOON.plusSeconds(31);
        assertThat(attempt()).isEqualTo(new Answered(200, Optional.empty()));
    }

    @Test
    void waitsUntilWhatHasBegunIsSeenToHaveBegun() throws InterruptedException {
        define(Samples.endpoint(receiver.url("/hook").toString()));
        var running = Samples.delivery("a").setEvent("generation.running").build();
        subject = Optional.of(new Subject.OfGeneration(generation(Status.QUEUED)));

        assertThat(courier(allowed).attempt(running)).isEqualTo(new Early());

        receiver.enqueue(new MockResponse(200, Headers.EMPTY, ""));
        subject = Optional.of(new Subject.OfGeneration(generation(Status.RUNNING)));
        assertThat(courier(allowed).attempt(running)).isEqualTo(new Answered(200, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "https://127.0.0.1:%d/",
                "https://localhost:%d/",
                "https://2130706433:%d/",
                "https://0x7f.0.0.1:%d/",
                "https://0x7f000001:%d/",
                "https://127.1:%d/",
                "https://[::1]:%d/",
                "https://[::ffff:127.0.0.1]:%d/",
                "https://[::ffff:7f00:1]:%d/",
                "https://0.0.0.0:%d/",
                "https://example.org@127.0.0.1:%d/",
                "https://169.254.169.254:%d/latest/meta-data/",
                "https://[fe80::1]:%d/",
                "https://metadata.google.internal:%d/"
            })
    void opensNoConnectionToWhatIsInside(String form) throws InterruptedException {
        define(Samples.endpoint(form.formatted(receiver.getPort())));

        try (var strict = http()) {
            assertThat(courier(strict).attempt(Samples.delivery("a").build())).isInstanceOf(Unanswered.class);
        }

        assertThat(receiver.getRequestCount()).isZero();
        assertThat(receiver.takeRequest(0, TimeUnit.SECONDS)).isNull();
    }

    private Attempt attempt() throws InterruptedException {
        return courier(allowed).attempt(Samples.delivery("a").build());
    }

    private void define(WebhookDefined.Builder endpoint) {
        endpoints.accept(Samples.LINE, endpoint.build());
    }

    private Courier courier(OutboundHttp http) {
        Format.Body body = occurrence -> Json.MAPPER.createObjectNode().put("id", id(occurrence.subject()));
        var formats = new Formats(List.of(
                new Format(Format.NATIVE, body, new StandardSignature()),
                new Format(
                        "other",
                        body,
                        letter -> Map.of("x-other", letter.secrets().getFirst().text()))));
        return new Courier(http.outlet(), timeout, endpoints, SECRETS, new Forms(this::subject, formats), () -> now);
    }

    private Optional<Subject> subject(WebhookDelivery delivery) {
        assertThat(delivery.getProject()).isEqualTo("default");
        return subject;
    }

    private static String id(Subject subject) {
        return subject instanceof Subject.OfGeneration(var generation) ? generation.id() : "";
    }

    private Letter letter(byte[] body) {
        return new Letter(
                "a",
                now,
                "g-a",
                "default",
                body,
                List.of(SECRETS.of(Samples.endpoint("https://example.org").build())));
    }

    private static OutboundHttp http(String... allow) {
        return new OutboundHttp(new OutboundConfig(Duration.ofSeconds(2), List.of(allow)));
    }

    private static Generation generation(Status status) {
        return new Generation(
                "default",
                "g-a",
                NOON,
                new Wanted(
                        Optional.empty(),
                        Optional.empty(),
                        "{}",
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                status,
                Optional.empty(),
                1,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
