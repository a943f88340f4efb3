package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.hash.Sha256;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * fal signs with Ed25519 over four lines: the request's id, the user's id, the time, and the SHA-256 of the body in hex. Its
 * keys are published, and the signature does not say which one it was.
 */
final class FalSignature implements VendorSignature {
    private static final HexFormat HEX = HexFormat.of();

    private final PublishedKeys keys;
    private final InstantSource clock;

    FalSignature(PublishedKeys keys, InstantSource clock) {
        this.keys = requireNonNull(keys);
        this.clock = requireNonNull(clock);
    }

    @Override
    public Verdict verify(ReceivedCall call) throws IOException, InterruptedException {
        var requestId = call.header("X-Fal-Webhook-Request-Id");
        var userId = call.header("X-Fal-Webhook-User-Id");
        var time = call.header("X-Fal-Webhook-Timestamp");
        var signature = call.header("X-Fal-Webhook-Signature");
        if (requestId.isEmpty() || userId.isEmpty() || time.isEmpty() || signature.isEmpty()) {
            return Verdict.MISSING;
        }
        if (!SignedAt.isRecent(time.get(), clock)) {
            return Verdict.STALE;
        }
        var signed =
                String.join("\n", requestId.get(), userId.get(), time.get(), HEX.formatHex(Sha256.of(call.body())));
        try {
            return keys.verify(signed.getBytes(UTF_8), HEX.parseHex(signature.get()));
        } catch (IllegalArgumentException e) {
            return Verdict.WRONG;
        }
    }
}
