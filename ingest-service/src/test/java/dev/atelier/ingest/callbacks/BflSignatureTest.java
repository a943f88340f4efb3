package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.callbacks.VendorSignature.Verdict;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.platform.secrets.HmacSha256;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Black Forest Labs signs. */
class BflSignatureTest {
    private static final String BODY = "{\"id\": \"t-1\", \"status\": \"Ready\"}";

    private final Callbacks callbacks = Edge.CALLBACKS.callbacks().orElseThrow();
    private final BflSignature signature = new BflSignature("bfl", callbacks);
    private final TestCall call = signed(TestCall.GENERATION);

    @Test
    void knowsACallThatIsSignedWithWhatCameWithTheJob() throws Exception {
        assertThat(signature.verify(call)).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void doesNotKnowACallThatIsSignedWithTheSecretOfAnotherJob() throws Exception {
        assertThat(signature.verify(signed("another"))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void doesNotKnowACallWithAnotherBody() throws Exception {
        assertThat(signature.verify(call.withBody("{}"))).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256=00", "sha512=00", "no hex"})
    void doesNotKnowACallWithAnotherSignature(String other) throws Exception {
        assertThat(signature.verify(call.with("x-bfl-signature", other))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void missesASignatureWithoutReadingTheBody() throws Exception {
        var unsigned = call.without("X-BFL-Signature");

        assertThat(signature.verify(unsigned)).isEqualTo(Verdict.MISSING);
        assertThat(unsigned.reads).isZero();
    }

    private TestCall signed(String generationId) {
        byte[] secret = callbacks.signingSecret("bfl", generationId).value().getBytes(UTF_8);
        return new TestCall(
                BODY,
                Map.of(
                        "X-BFL-Signature",
                        "sha256=" + HexFormat.of().formatHex(HmacSha256.of(secret, BODY.getBytes(UTF_8)))));
    }
}
