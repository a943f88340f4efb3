package dev.atelier.ingest.webhooks;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that posts are signed with. It shows itself in {@link #text} alone. Immutable. */
public final class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    SigningSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** As its owner is given it: a prefix and base64, which every verifier of Standard Webhooks takes. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** HMAC-SHA256 of {@code message} by the bytes that the text encodes. */
    byte[] sign(byte[] message) {
        return hmac(bytes, message);
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[redacted]";
    }
}
