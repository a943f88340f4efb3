package dev.atelier.ingest.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.callbacks.VendorSignature.Verdict;
import dev.atelier.ingest.testing.FalSigner;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fal signs, and with which of its keys. */
class FalSignatureTest {
    private static final String BODY = "{\"request_id\": \"request-1\", \"status\": \"OK\"}";

    private final FalSigner fal = new FalSigner();
    private final TestClock clock = new TestClock();
    private final MockWebServer published = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));
    private final TestCall call = signed(fal, BODY, clock.instant());

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
    void knowsACallOfFals() throws Exception {
        publish(FalSigner.jwks(fal.jwk()));

        assertThat(signature().verify(call)).isEqualTo(Verdict.GENUINE);
        assertThat(call.reads).isEqualTo(1);
        assertThat(published.takeRequest().getUrl().encodedPath()).isEqualTo("/.well-known/jwks.json");
    }

    @Test
    void knowsACallThatComesAgain() throws Exception {
        publish(FalSigner.jwks(fal.jwk()));
        var signature = signature();

        assertThat(signature.verify(call)).isEqualTo(Verdict.GENUINE);
        assertThat(signature.verify(call.withBody(BODY))).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void triesEachKey() throws Exception {
        publish(FalSigner.jwks(
                "{\"kty\": \"RSA\", \"n\": \"AQAB\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"AAAA\"}",
                "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"?\"}",
                new FalSigner().jwk(),
                fal.jwk()));

        assertThat(signature().verify(call)).isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Request-Id", "User-Id", "Timestamp", "Signature"})
    void missesEachHeaderWithoutReadingTheBody(String header) throws Exception {
        var unsigned = call.without("x-fal-webhook-" + header);

        assertThat(signature().verify(unsigned)).isEqualTo(Verdict.MISSING);
        assertThat(unsigned.reads).isZero();
        assertThat(published.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Fal-Webhook-Request-Id, request-2",
        "X-Fal-Webhook-User-Id, user-2",
        "X-Fal-Webhook-Signature, 00",
        "X-Fal-Webhook-Signature, no hex"
    })
    void doesNotKnowACallOfWhichAnythingWasChanged(String header, String value) throws Exception {
        publish(FalSigner.jwks(fal.jwk()));

        assertThat(signature().verify(call.with(header, value))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void doesNotKnowACallWithAnotherBodyTimeOrKey() throws Exception {
        publish(FalSigner.jwks(fal.jwk()));
        var signature = signature();
        String later = Long.toString(clock.instant().plusSeconds(10).getEpochSecond());

        assertThat(signature.verify(call.withBody(BODY + " "))).isEqualTo(Verdict.WRONG);
        assertThat(signature.verify(call.with("X-Fal-Webhook-Timestamp", later)))
                .isEqualTo(Verdict.WRONG);
        assertThat(signature.verify(signed(new FalSigner(), BODY, clock.instant())))
                .isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"300, GENUINE", "301, STALE", "-300, GENUINE", "-301, STALE"})
    void takesACallFiveMinutesLong(long seconds, Verdict verdict) throws Exception {
        publish(FalSigner.jwks(fal.jwk()));
        clock.forward(Duration.ofSeconds(seconds));

        assertThat(signature().verify(call)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "9223372036854775807", "-9223372036854775808"})
    void takesNothingForATimeThatIsNone(String time) throws Exception {
        assertThat(signature().verify(call.with("X-Fal-Webhook-Timestamp", time)))
                .isEqualTo(Verdict.STALE);
    }

    private FalSignature signature() {
        var address = published.url("/.well-known/jwks.json");
        return new FalSignature(new PublishedKeys(http.outlet(address), address, clock), clock);
    }

    private void publish(String jwks) {
        published.enqueue(new MockResponse(200, Headers.of("Content-Type", "application/json"), jwks));
    }

    private static TestCall signed(FalSigner signer, String body, Instant time) {
        return new TestCall(body, signer.headers(body, time));
    }
}
