package dev.atelier.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.hash.Sha256;
import java.util.HexFormat;
import java.util.Map;

/**
 * How fal signs: Ed25519 over the request's id, the user's, the time and the hash of the body, each on a line. The user is
 * the project.
 *
 * @see <a href="https://docs.fal.ai/model-apis/model-endpoints/webhooks">fal: webhooks</a>
 */
public final class FalSignature implements Format.Signature {
    private final FalKey key;

    public FalSignature(FalKey key) {
        this.key = requireNonNull(key);
    }

    @Override
    public Map<String, String> headers(Letter letter) {
        String time = Long.toString(letter.at().getEpochSecond());
        String hash = Sha256.hex(letter.body());
        String signed = String.join("\n", letter.subject(), letter.project(), time, hash);
        return Map.of(
                "X-Fal-Webhook-Request-Id",
                letter.subject(),
                "X-Fal-Webhook-User-Id",
                letter.project(),
                "X-Fal-Webhook-Timestamp",
                time,
                "X-Fal-Webhook-Signature",
                HexFormat.of().formatHex(key.sign(signed.getBytes(UTF_8))));
    }
}
