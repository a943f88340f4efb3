package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.callbacks.VendorSignature.Verdict;
import dev.atelier.ingest.testing.FalSigner;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long published keys are kept, and when they are fetched. */
class PublishedKeysTest {
    private final FalSigner old = new FalSigner();
    private final FalSigner rotated = new FalSigner();
    private final TestClock clock = new TestClock();
    private final MockWebServer published = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @BeforeEach
    void start() throws IOException {
        published.start();
    }

    @AfterEach
    void stop() {
        http.close();
        published.close();
    }

    @Test
    void areFetchedOnceForManyCalls() throws Exception {
        var keys = keys();
        publish(FalSigner.jwks(old.jwk()));
        List<Callable<Verdict>> calls = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            calls.add(() -> verdict(keys, old));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Verdict> verdict : threads.invokeAll(calls)) {
                assertThat(verdict.get()).isEqualTo(Verdict.GENUINE);
            }
        }

        assertThat(published.getRequestCount()).isEqualTo(1);
    }

    @Test
    void areFetchedAgainForAKeyThatNobodyKnows() throws Exception {
        var keys = keys();
        publish(FalSigner.jwks(old.jwk()));
        publish(FalSigner.jwks(old.jwk(), rotated.jwk()));
        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);

        clock.forward(Duration.ofMinutes(1));

        assertThat(verdict(keys, rotated)).isEqualTo(Verdict.GENUINE);
        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);
        assertThat(published.getRequestCount()).isEqualTo(2);
    }

    @Test
    void areFetchedOnceAMinuteAtMost() throws Exception {
        var keys = keys();
        publish(FalSigner.jwks(old.jwk()));
        publish(FalSigner.jwks(old.jwk()));

        assertThat(verdict(keys, rotated)).isEqualTo(Verdict.WRONG);
        clock.forward(Duration.ofSeconds(59));
        assertThat(verdict(keys, rotated)).isEqualTo(Verdict.WRONG);
        assertThat(published.getRequestCount()).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(verdict(keys, rotated)).isEqualTo(Verdict.WRONG);

        assertThat(published.getRequestCount()).isEqualTo(2);
    }

    @Test
    void areKeptForADay() throws Exception {
        var keys = keys();
        publish(FalSigner.jwks(old.jwk()));
        publish(FalSigner.jwks(rotated.jwk()));
        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);

        clock.forward(Duration.ofHours(24).minusSeconds(1));
        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);
        clock.forward(Duration.ofSeconds(1));

        assertThat(verdict(keys, old)).isEqualTo(Verdict.WRONG);
        assertThat(verdict(keys, rotated)).isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"keys\": []}", "{\"keys\": [{\"kty\": \"RSA\"}]}"})
    void leaveItUndecidedWhereNoneArePublished(String document) throws Exception {
        var keys = keys();
        publish(document);

        assertThat(verdict(keys, old)).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(keys, old)).isEqualTo(Verdict.UNDECIDED);
        assertThat(published.getRequestCount()).isEqualTo(1);
    }

    @Test
    void leaveItUndecidedWhileTheyCannotBeFetched() throws Exception {
        var keys = keys();
        published.enqueue(new MockResponse.Builder().code(503).build());
        published.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        publish(FalSigner.jwks(old.jwk()));

        assertThat(verdict(keys, old)).isEqualTo(Verdict.UNDECIDED);
        clock.forward(Duration.ofMinutes(1));
        assertThat(verdict(keys, old)).isEqualTo(Verdict.UNDECIDED);
        clock.forward(Duration.ofMinutes(1));

        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);
    }

    /** It may be a new key's. What the old ones made is still known. */
    @Test
    void leaveItUndecidedWhenNoneFitsAndTheVendorDoesNotAnswer() throws Exception {
        var keys = keys();
        publish(FalSigner.jwks(old.jwk()));
        published.enqueue(new MockResponse.Builder().code(500).build());
        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);
        clock.forward(Duration.ofMinutes(1));

        assertThat(verdict(keys, rotated)).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(keys, old)).isEqualTo(Verdict.GENUINE);
    }

    private PublishedKeys keys() {
        var address = published.url("/jwks.json");
        return new PublishedKeys(http.outlet(address), address, clock);
    }

    private Verdict verdict(PublishedKeys keys, FalSigner signer) throws InterruptedException {
        var headers = signer.headers("", clock.instant());
        String message = String.join(
                "\n",
                "request-1",
                "user-1",
                String.valueOf(headers.get("X-Fal-Webhook-Timestamp")),
                // SHA-256 of nothing.
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        return keys.verify(
                message.getBytes(UTF_8),
                HexFormat.of().parseHex(String.valueOf(headers.get("X-Fal-Webhook-Signature"))));
    }

    private void publish(String document) {
        published.enqueue(new MockResponse(200, Headers.of("Content-Type", "application/json"), document));
    }
}
