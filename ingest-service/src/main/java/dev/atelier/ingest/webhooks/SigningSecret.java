package dev.atelier.ingest.webhooks;

import dev.atelier.platform.secrets.HmacSha256;
import java.util.Base64;

/** A secret that posts are signed with. It shows itself in {@link #text} alone. Immutable. */
public final class SigningSecret {
    private static final String PREFIX = "whsec_";

    private final byte[] bytes;

    SigningSecret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** As its owner is given it: a prefix and base64, which every verifier of Standard Webhooks takes. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** HMAC-SHA256 of all {@code parts}, one after the other, by the bytes that the text encodes. */
    byte[] sign(byte[]... parts) {
        return HmacSha256.of(bytes, parts);
    }

    @Override
    public String toString() {
        return "SigningSecret[redacted]";
    }
}
