package dev.atelier.ingest.webhooks;

import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.secrets.RootSecret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The Ed25519 key that posts in fal's form are signed with, derived from the installation's secret, so that every instance
 * has the same and none keeps it. Thread-safe.
 */
public final class FalKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int PUBLIC_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final KeyPair pair;

    public FalKey(RootSecret root) {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            // The private key is 32 random bytes (RFC 8032, 5.1.5): those that are given here.
            generator.initialize(NamedParameterSpec.ED25519, new Given(root.derive("fal-webhook-key", "1")));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /**
     * The public key as a JSON Web Key (RFC 8037).
     *
     * @param x its bytes in base64 for URLs
     */
    public record Jwk(String kty, String crv, String x, String kid, String use, String alg) {}

    /** What proves the signatures. */
    public Jwk jwk() {
        byte[] bytes = publicBytes();
        return new Jwk(
                "OKP",
                ALGORITHM,
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(Sha256.of(bytes), 0, ID_BYTES),
                "sig",
                "EdDSA");
    }

    /** The signature of {@code message}. */
    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs by " + ALGORITHM, e);
        }
    }

    /** What stands behind the algorithm's name in the encoding of a key (RFC 8410, 4). */
    private byte[] publicBytes() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
    }

    /** Random bytes that are always the same. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final transient byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] wanted) {
            System.arraycopy(bytes, 0, wanted, 0, wanted.length);
        }
    }
}
