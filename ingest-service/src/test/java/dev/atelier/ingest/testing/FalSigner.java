package dev.atelier.ingest.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs calls as fal does, with a key pair of its own, and says what fal would publish of it. */
public final class FalSigner {
    private static final HexFormat HEX = HexFormat.of();
    private static final int KEY_LENGTH = 32;

    private final KeyPair keys;

    public FalSigner() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entry of the public key in a JWKS. */
    public String jwk() {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
        return "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"kid\": \"any\", \"x\": \"%s\"}"
                .formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    }

    /** A key set of these entries. */
    public static String jwks(String... entries) {
        return "{\"keys\": [%s]}".formatted(String.join(", ", entries));
    }

    /** The headers of a call with {@code body} that is signed at {@code time}. */
    public Map<String, String> headers(String body, Instant time) {
        try {
            String seconds = Long.toString(time.getEpochSecond());
            String hash = HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(
                    "request-1\nuser-1\n%s\n%s".formatted(seconds, hash).getBytes(US_ASCII));
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("X-Fal-Webhook-Request-Id", "request-1");
            headers.put("X-Fal-Webhook-User-Id", "user-1");
            headers.put("X-Fal-Webhook-Timestamp", seconds);
            headers.put("X-Fal-Webhook-Signature", HEX.formatHex(signature.sign()));
            return headers;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
