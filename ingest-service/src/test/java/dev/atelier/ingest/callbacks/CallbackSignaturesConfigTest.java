package dev.atelier.ingest.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.callbacks.VendorSignature.Verdict;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures are verified, and what is said of a wrong setting. */
class CallbackSignaturesConfigTest {
    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @ParameterizedTest
    @CsvSource({"fal, MISSING", "replicate, MISSING", "bfl, MISSING", "runpod, GENUINE", "of-another-jar, GENUINE"})
    void asksTheVendorsThatSignForASignature(String provider, Verdict verdict) throws Exception {
        var config =
                new CallbackSignaturesConfig(Optional.of(URI.create("https://keys.test/jwks")), Optional.of(SECRET));

        assertThat(verdict(config, provider)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"fal, GENUINE", "replicate, GENUINE", "bfl, MISSING"})
    void takesTheTokenForProofWhereNothingIsConfigured(String provider, Verdict verdict) throws Exception {
        assertThat(verdict(new CallbackSignaturesConfig(Optional.empty(), Optional.empty()), provider))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA secret"})
    void refusesASecretOfAnotherForm(String secret) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> new CallbackSignaturesConfig(Optional.empty(), Optional.of(new Secret(secret))))
                .withMessage("callback-signatures.replicate-secret must be whsec_ and base64, or several of them with"
                        + " spaces between, but was something else");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> new CallbackSignaturesConfig(Optional.of(URI.create("ftp://x")), Optional.empty()))
                .withMessage("callback-signatures.fal-keys must be an http or https URL, but was ftp://x");
    }

    private static Verdict verdict(CallbackSignaturesConfig config, String provider) throws Exception {
        try (var http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()))) {
            return new VendorSignatures(config, Edge.CALLBACKS.callbacks().orElseThrow(), http, new TestClock())
                    .of(provider)
                    .verify(new TestCall("{}", Map.of()));
        }
    }
}
