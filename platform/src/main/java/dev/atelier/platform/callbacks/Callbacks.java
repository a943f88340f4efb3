package dev.atelier.platform.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.HmacSha256;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The URLs at which providers call back: {@code <public-url>/callbacks/<provider>/<token>}. The token names the generation and
 * proves, by HMAC-SHA256, that we gave it to that provider; it is worth nothing for another one. Thread-safe.
 */
public final class Callbacks {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String base;
    private final Secret secret;

    Callbacks(URI publicUrl, Secret secret) {
        String url = publicUrl.toString();
        this.base = (url.endsWith("/") ? url : url + "/") + "callbacks/";
        this.secret = requireNonNull(secret);
    }

    /** Where {@code provider} is to call about {@code generationId}. */
    public String url(String provider, String generationId) {
        return "%s%s/%s.%s"
                .formatted(
                        base,
                        provider,
                        ENCODER.encodeToString(generationId.getBytes(UTF_8)),
                        ENCODER.encodeToString(proof("callback", provider, generationId)));
    }

    /** The generation that {@code token} is about; none where we did not give it to {@code provider}. */
    public Optional<String> generation(String provider, String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String generationId = new String(DECODER.decode(token.substring(0, dot)), UTF_8);
            byte[] proof = DECODER.decode(token.substring(dot + 1));
            return MessageDigest.isEqual(proof, proof("callback", provider, generationId))
                    ? Optional.of(generationId)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What {@code provider} is to sign its calls about {@code generationId} with, where it takes a secret along with the job.
     * The edge finds the same again; for another generation or provider it is worth nothing. Text of 43 characters.
     */
    public Secret signingSecret(String provider, String generationId) {
        return new Secret(ENCODER.encodeToString(proof("signature", provider, generationId)));
    }

    private byte[] proof(String use, String provider, String generationId) {
        return HmacSha256.of(
                secret.value().getBytes(UTF_8),
                "%s\n%s\n%s".formatted(use, provider, generationId).getBytes(UTF_8));
    }
}
