package dev.atelier.ingest.callbacks;

import dev.atelier.platform.json.Json;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The Ed25519 keys of a JSON Web Key Set (RFC 7517 and 8037); keys of other kinds are passed over. Thread-safe.
 *
 * @param keys the public keys
 */
record Ed25519Keys(List<PublicKey> keys) {
    static final Ed25519Keys NONE = new Ed25519Keys(List.of());

    private static final String ALGORITHM = "Ed25519";
    private static final int LENGTH = 32;
    /** What comes before the 32 bytes of a key in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    Ed25519Keys {
        keys = List.copyOf(keys);
    }

    /** The keys in {@code document}; none when it has not a single one. */
    static Optional<Ed25519Keys> read(byte[] document) {
        try {
            List<PublicKey> keys = new ArrayList<>();
            for (JsonNode entry : Json.MAPPER.readTree(document).path("keys")) {
                if (entry.path("kty").asString("").equals("OKP")
                        && entry.path("crv").asString("").equals(ALGORITHM)) {
                    key(entry.path("x").asString("")).ifPresent(keys::add);
                }
            }
            return keys.isEmpty() ? Optional.empty() : Optional.of(new Ed25519Keys(keys));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether one of them made {@code signature} of {@code message}. */
    boolean fit(byte[] message, byte[] signature) {
        return keys.stream().anyMatch(key -> fits(key, message, signature));
    }

    private static boolean fits(PublicKey key, byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (InvalidKeyException | SignatureException e) {
            // The one is no point of the curve, or the other no signature at all.
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static Optional<PublicKey> key(String x) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(x);
            if (raw.length != LENGTH) {
                return Optional.empty();
            }
            byte[] encoded = new byte[X509.length + LENGTH];
            System.arraycopy(X509, 0, encoded, 0, X509.length);
            System.arraycopy(raw, 0, encoded, X509.length, LENGTH);
            return Optional.of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (IllegalArgumentException | InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
