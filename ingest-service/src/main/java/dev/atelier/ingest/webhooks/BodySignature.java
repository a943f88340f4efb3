package dev.atelier.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.secrets.HmacSha256;
import java.util.HexFormat;
import java.util.Map;

/**
 * {@code X-ImgGo-Signature}: {@code sha256=} and HMAC-SHA256 of the body in hexadecimal, keyed by the whole text of the
 * endpoint's present secret. It proves neither when a post was made nor that it is the first.
 */
public final class BodySignature implements Format.Signature {
    private static final String HEADER = "X-ImgGo-Signature";

    @Override
    public Map<String, String> headers(Letter letter) {
        byte[] key = letter.secrets().getFirst().text().getBytes(UTF_8);
        return Map.of(HEADER, "sha256=" + HexFormat.of().formatHex(HmacSha256.of(key, letter.body())));
    }
}
