package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.callbacks.VendorSignature.Verdict;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.HmacSha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Replicate signs. */
class ReplicateSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private static final String BODY = "{\"id\": \"p1\", \"status\": \"succeeded\"}";

    private final TestClock clock = new TestClock();
    private final TestCall call = signed(SECRET, clock.instant());

    /** The example of the specification's own libraries. */
    @Test
    void knowsTheCallOfTheSpecification() throws Exception {
        Instant then = Instant.ofEpochSecond(1_614_265_330);
        var published = new TestCall(
                "{\"test\": 2432232314}",
                Map.of(
                        "webhook-id",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp",
                        "1614265330",
                        "webhook-signature",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));

        var signature = new ReplicateSignature(ReplicateSecrets.of("key", new Secret(SECRET)), () -> then);

        assertThat(signature.verify(published)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void knowsACallThatIsSignedWithOneOfItsSecrets() throws Exception {
        assertThat(signature(SECRET).verify(call)).isEqualTo(Verdict.GENUINE);
        assertThat(signature(OTHER + "\n " + SECRET).verify(call)).isEqualTo(Verdict.GENUINE);
        assertThat(signature(OTHER).verify(call)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void knowsACallThatComesAgain() throws Exception {
        assertThat(signature(SECRET).verify(call)).isEqualTo(Verdict.GENUINE);
        assertThat(signature(SECRET).verify(call)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void findsItsSignatureAmongOthers() throws Exception {
        String given = call.header("webhook-signature").orElseThrow();

        assertThat(signature(SECRET).verify(call.with("webhook-signature", "v1a,AAAA v1,? v1,AAAA  " + given)))
                .isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void missesEachHeaderWithoutReadingTheBody(String header) throws Exception {
        var unsigned = call.without(header);

        assertThat(signature(SECRET).verify(unsigned)).isEqualTo(Verdict.MISSING);
        assertThat(unsigned.reads).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-id, msg_2",
        "webhook-timestamp, 1767268801",
        "webhook-signature, ''",
        "webhook-signature, 'v1,'",
        "webhook-signature, 'v1,no base64!'"
    })
    void doesNotKnowACallOfWhichAnythingWasChanged(String header, String value) throws Exception {
        assertThat(signature(SECRET).verify(call.with(header, value))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void doesNotKnowACallWithAnotherBody() throws Exception {
        assertThat(signature(SECRET).verify(call.withBody(BODY + "\n"))).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"300, GENUINE", "301, STALE", "-300, GENUINE", "-301, STALE"})
    void takesACallFiveMinutesLong(long seconds, Verdict verdict) throws Exception {
        clock.forward(Duration.ofSeconds(seconds));

        assertThat(signature(SECRET).verify(call)).isEqualTo(verdict);
    }

    private ReplicateSignature signature(String secrets) {
        return new ReplicateSignature(ReplicateSecrets.of("key", new Secret(secrets)), clock);
    }

    private static TestCall signed(String secret, Instant time) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String seconds = Long.toString(time.getEpochSecond());
        byte[] made = HmacSha256.of(key, "msg_1.%s.%s".formatted(seconds, BODY).getBytes(UTF_8));
        return new TestCall(
                BODY,
                Map.of(
                        "webhook-id",
                        "msg_1",
                        "webhook-timestamp",
                        seconds,
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(made)));
    }
}
