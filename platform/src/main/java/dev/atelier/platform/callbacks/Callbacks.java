package dev.atelier.platform.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.config.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The URLs at which providers call back: {@code <public-url>/callbacks/<provider>/<token>}. The token names the generation and
 * proves, by HMAC-SHA256, that we gave it to that provider; it is worth nothing for another one. Thread-safe.
 */
public final class Callbacks {
    private static final String ALGORITHM = "HmacSHA256";
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
                        ENCODER.encodeToString(proof(provider, generationId)));
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
            return MessageDigest.isEqual(proof, proof(provider, generationId))
                    ? Optional.of(generationId)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] proof(String provider, String generationId) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(
                    "callback\n%s\n%s".formatted(provider, generationId).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
