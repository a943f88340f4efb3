package dev.atelier.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Standard Webhooks (standardwebhooks.com), symmetric: one signature for each secret that signs. */
public final class StandardSignature implements Format.Signature {
    @Override
    public Map<String, String> headers(Letter letter) {
        String time = Long.toString(letter.at().getEpochSecond());
        byte[] head = (letter.id() + '.' + time + '.').getBytes(UTF_8);
        String signatures = letter.secrets().stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(secret.sign(head, letter.body())))
                .collect(Collectors.joining(" "));
        return Map.of("webhook-id", letter.id(), "webhook-timestamp", time, "webhook-signature", signatures);
    }
}
