package dev.atelier.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.config.Secret;
import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.secrets.HmacSha256;
import dev.atelier.platform.secrets.RootSecret;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How posts are signed. */
class SignatureTest {
    private static final RootSecret ROOT = new RootSecret(new Secret("a secret of thirty-two characters"));
    /** The example of the Standard Webhooks libraries. */
    private static final SigningSecret EXAMPLE =
            new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    @Test
    void signsLikeTheStandardsOwnExample() {
        var headers = new StandardSignature().headers(letter(List.of(EXAMPLE)));

        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEachSecret() {
        var headers = new StandardSignature().headers(letter(List.of(new SigningSecret(new byte[32]), EXAMPLE)));

        assertThat(headers.getOrDefault("webhook-signature", "").split(" "))
                .hasSize(2)
                .endsWith("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsTheBodyAloneByTheTextOfTheSecret() {
        var headers = new BodySignature().headers(letter(List.of(EXAMPLE)));

        String expected = HexFormat.of()
                .formatHex(HmacSha256.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".getBytes(UTF_8),
                        "{\"test\": 2432232314}".getBytes(UTF_8)));
        assertThat(headers).containsOnly(Map.entry("X-ImgGo-Signature", "sha256=" + expected));
    }

    @Test
    void signsInFalsFormSoThatItsPublicKeyProvesIt() throws Exception {
        var key = new FalKey(ROOT);

        var headers = new FalSignature(key).headers(letter(List.of(EXAMPLE)));

        String hash = Sha256.hex("{\"test\": 2432232314}".getBytes(UTF_8));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(spec(key.jwk().x())));
        verifier.update("r-1\ndefault\n1614265330\n%s".formatted(hash).getBytes(UTF_8));
        assertThat(verifier.verify(HexFormat.of().parseHex(headers.get("X-Fal-Webhook-Signature"))))
                .isTrue();
        assertThat(headers)
                .containsEntry("X-Fal-Webhook-Request-Id", "r-1")
                .containsEntry("X-Fal-Webhook-User-Id", "default")
                .containsEntry("X-Fal-Webhook-Timestamp", "1614265330");
    }

    @Test
    void hasTheSameFalKeyOnEveryInstance() {
        assertThat(new FalKey(ROOT).jwk()).isEqualTo(new FalKey(ROOT).jwk());
        assertThat(new FalKey(new RootSecret(new Secret("another secret of thirty-two letters"))).jwk())
                .isNotEqualTo(new FalKey(ROOT).jwk());
    }

    @Test
    void showsASecretNowhereButWhereItIsAskedFor() {
        assertThat(letter(List.of(EXAMPLE)).toString()).doesNotContain("MfKQ9r8");
    }

    private static Letter letter(List<SigningSecret> secrets) {
        return new Letter(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "r-1",
                "default",
                "{\"test\": 2432232314}".getBytes(UTF_8),
                secrets);
    }

    /** The encoding of RFC 8032: little-endian y, its highest bit the parity of x. */
    private static EdECPublicKeySpec spec(String x) {
        byte[] bytes = Base64.getUrlDecoder().decode(x);
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        boolean odd = (reversed[0] & 0x80) != 0;
        reversed[0] &= 0x7f;
        return new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, reversed)));
    }
}
