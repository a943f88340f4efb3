package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.secrets.HmacSha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * Replicate signs as Standard Webhooks say: HMAC-SHA256 over {@code id.time.body} with the secret of its account. The header
 * holds one signature for each secret that is valid at the time, and an operator may have several accounts.
 */
final class ReplicateSignature implements VendorSignature {
    private static final String VERSION = "v1,";

    private final ReplicateSecrets secrets;
    private final InstantSource clock;

    ReplicateSignature(ReplicateSecrets secrets, InstantSource clock) {
        this.secrets = requireNonNull(secrets);
        this.clock = requireNonNull(clock);
    }

    @Override
    public Verdict verify(ReceivedCall call) throws IOException {
        var id = call.header("webhook-id");
        var time = call.header("webhook-timestamp");
        var signatures = call.header("webhook-signature");
        if (id.isEmpty() || time.isEmpty() || signatures.isEmpty()) {
            return Verdict.MISSING;
        }
        if (!SignedAt.isRecent(time.get(), clock)) {
            return Verdict.STALE;
        }
        byte[] head = "%s.%s.".formatted(id.get(), time.get()).getBytes(UTF_8);
        byte[] body = call.body();
        boolean genuine = secrets.keys().stream()
                .map(key -> HmacSha256.of(key, head, body))
                .anyMatch(made -> given(signatures.get()).anyMatch(given -> MessageDigest.isEqual(made, given)));
        return genuine ? Verdict.GENUINE : Verdict.WRONG;
    }

    /** The signatures in {@code header}; those of other versions, and what is none, are passed over. */
    private static Stream<byte[]> given(String header) {
        return Stream.of(header.split(" ", -1))
                .filter(one -> one.startsWith(VERSION))
                .flatMap(one -> decoded(one.substring(VERSION.length())));
    }

    private static Stream<byte[]> decoded(String base64) {
        try {
            return Stream.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }
}
