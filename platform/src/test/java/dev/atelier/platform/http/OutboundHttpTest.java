package dev.atelier.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.http.Reply.Answer;
import dev.atelier.platform.http.Reply.TooLarge;
import dev.atelier.platform.http.Reply.Unanswered;
import dev.atelier.platform.http.Reply.Unsent;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a request to the outside, on real sockets. */
class OutboundHttpTest {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), 1000);

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void givesTheAnswer() throws InterruptedException {
        server.enqueue(new MockResponse(201, Headers.of("x-request-id", "r1"), "made"));

        var reply = post();

        assertThat(reply).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers().get("x-request-id")).isEqualTo("r1");
            assertThat(answer.body()).isEqualTo("made".getBytes(UTF_8));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "http://localhost:%d/", "http://[::1]:%d/"})
    void reachesNoPrivateAddressHoweverItIsWritten(String form) throws InterruptedException {
        var reply = http.outlet()
                .send(
                        new Request.Builder()
                                .url(form.formatted(server.getPort()))
                                .build(),
                        LIMITS);

        assertThat(reply).isInstanceOfSatisfying(Unsent.class, unsent -> {
            assertThat(unsent.blocked()).isTrue();
            assertThat(unsent.why()).isEqualTo("has no public address");
        });
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void tellsThatNothingWasSentWhenNobodyListens() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        var url = HttpUrl.get("http://127.0.0.1:" + port);

        assertThat(http.outlet(url).send(new Request.Builder().url(url).build(), LIMITS))
                .isEqualTo(new Unsent<byte[]>("accepts no connection", false));
    }

    @Test
    void sendsOnceWhenTheConnectionBreaksAfterTheRequest() throws InterruptedException {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        server.enqueue(new MockResponse(200, Headers.EMPTY, "a second time"));

        assertThat(post()).isEqualTo(new Unanswered<byte[]>("broke the connection off"));
        assertThat(server.getRequestCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503, 421})
    void sendsOnceWhenTheAnswerInvitesToTryAgain(int status) throws InterruptedException {
        server.enqueue(new MockResponse(status, Headers.of("Retry-After", "0"), "again"));
        server.enqueue(new MockResponse(200, Headers.EMPTY, "a second time"));

        assertThat(post())
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.status()).isEqualTo(status));
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void takesANewConnectionWhenTheOldOneWasClosed() throws InterruptedException {
        server.enqueue(new MockResponse.Builder()
                .body("one")
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        server.enqueue(new MockResponse(200, Headers.EMPTY, "two"));
        var outlet = http.outlet(server.url("/"));

        assertThat(outlet.send(request(), LIMITS)).isInstanceOf(Answer.class);
        assertThat(outlet.send(request(), LIMITS)).isInstanceOf(Answer.class);
    }

    @Test
    void neverFollowsARedirectWithCredentials() throws InterruptedException {
        server.enqueue(new MockResponse(307, Headers.of("Location", "/elsewhere"), ""));

        assertThat(post())
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.status()).isEqualTo(307));
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void stopsAtTheLimitWhenTheLengthIsTold() throws InterruptedException {
        server.enqueue(new MockResponse(200, Headers.EMPTY, "x".repeat(1001)));

        assertThat(post()).isEqualTo(new TooLarge<byte[]>(200, 1000));
    }

    @Test
    void stopsAtTheLimitWhenTheLengthIsNotTold() throws InterruptedException {
        server.enqueue(
                new MockResponse.Builder().chunkedBody("x".repeat(1001), 100).build());

        assertThat(post()).isEqualTo(new TooLarge<byte[]>(200, 1000));
    }

    @Test
    void stopsAtTheLimitOfWhatWasCompressed() throws Exception {
        var zipped = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(zipped))) {
            gzip.writeUtf8("x".repeat(100_000));
        }
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(zipped)
                .build());

        assertThat(post()).isEqualTo(new TooLarge<byte[]>(200, 1000));
    }

    @Test
    void doesNotWaitForeverForDrops() throws InterruptedException {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(900))
                .throttleBody(1, 50, TimeUnit.MILLISECONDS)
                .build());

        assertThat(http.outlet(server.url("/")).send(request(), new Limits(Duration.ofMillis(300), 1000)))
                .isEqualTo(new Unanswered<byte[]>("broke off in the middle of its answer"));
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws InterruptedException {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());

        assertThat(http.outlet(server.url("/")).send(request(), new Limits(Duration.ofMillis(300), 1000)))
                .isEqualTo(new Unanswered<byte[]>("gave no answer in time"));
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());
        var ended = new CompletableFuture<Boolean>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                post();
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            }
        });
        server.takeRequest();

        thread.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void fetchesIntoAFile() throws Exception {
        server.enqueue(new MockResponse(302, Headers.of("Location", "/there"), "moved"));
        server.enqueue(new MockResponse(200, Headers.EMPTY, "a picture"));

        var reply = http.outlet(server.url("/")).fetch(server.url("/here"), LIMITS);

        var file = ((Answer<Path>) reply).body();
        assertThat(file).hasContent("a picture");
        Files.delete(file);
    }

    @Test
    void fetchesNothingFromAPrivateAddressBehindARedirect() throws InterruptedException {
        server.enqueue(
                new MockResponse(302, Headers.of("Location", "http://127.0.0.2:%d/".formatted(server.getPort())), ""));

        assertThat(http.outlet(server.url("/")).fetch(server.url("/here"), LIMITS))
                .isEqualTo(new Unsent<Path>("has no public address", true));
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void givesUpOnEndlessRedirects() throws Exception {
        for (int i = 0; i < 10; i++) {
            server.enqueue(new MockResponse(302, Headers.of("Location", "/"), ""));
        }

        var reply = http.outlet(server.url("/")).fetch(server.url("/"), LIMITS);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.status()).isEqualTo(302));
        assertThat(server.getRequestCount()).isEqualTo(6);
        Files.delete(((Answer<Path>) reply).body());
    }

    @Test
    void fetchesNothingThatIsTooLarge() throws InterruptedException {
        server.enqueue(new MockResponse(200, Headers.EMPTY, "x".repeat(1001)));

        assertThat(http.outlet(server.url("/")).fetch(server.url("/"), LIMITS))
                .isEqualTo(new TooLarge<Path>(200, 1000));
    }

    private Reply<byte[]> post() throws InterruptedException {
        return http.outlet(server.url("/")).send(request(), LIMITS);
    }

    private Request request() {
        return new Request.Builder()
                .url(server.url("/v1/jobs"))
                .post(RequestBody.create("{}".getBytes(UTF_8)))
                .build();
    }
}
