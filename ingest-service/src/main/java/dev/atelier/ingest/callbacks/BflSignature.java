package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.platform.secrets.HmacSha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Black Forest Labs signs with HMAC-SHA256 over the body, with the secret that came with the job: each generation has one of
 * its own. It names no time outside the body; a call that comes again can wake nothing but its own job.
 */
final class BflSignature implements VendorSignature {
    private static final String PREFIX = "sha256=";

    private final String provider;
    private final Callbacks callbacks;

    /** {@code callbacks} know the secrets that {@code provider} was given. */
    BflSignature(String provider, Callbacks callbacks) {
        this.provider = requireNonNull(provider);
        this.callbacks = requireNonNull(callbacks);
    }

    @Override
    public Verdict verify(ReceivedCall call) throws IOException {
        var signature = call.header("X-BFL-Signature");
        if (signature.isEmpty()) {
            return Verdict.MISSING;
        }
        String secret = callbacks.signingSecret(provider, call.generationId()).value();
        String made = PREFIX + HexFormat.of().formatHex(HmacSha256.of(secret.getBytes(UTF_8), call.body()));
        return MessageDigest.isEqual(made.getBytes(UTF_8), signature.get().getBytes(UTF_8))
                ? Verdict.GENUINE
                : Verdict.WRONG;
    }
}
