package dev.atelier.platform.callbacks;

import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.RootSecret;
import dev.atelier.platform.secrets.Tokens;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/**
 * The URLs at which providers call back: {@code <public-url>/callbacks/<provider>/<token>}. The token names the generation and
 * proves, by HMAC-SHA256, that we gave it to that provider; it is worth nothing for another one. Thread-safe.
 */
public final class Callbacks {
    private final String base;
    private final RootSecret root;

    Callbacks(URI publicUrl, Secret secret) {
        String url = publicUrl.toString();
        this.base = (url.endsWith("/") ? url : url + "/") + "callbacks/";
        this.root = new RootSecret(secret);
    }

    /** Where {@code provider} is to call about {@code generationId}. */
    public String url(String provider, String generationId) {
        return "%s%s/%s".formatted(base, provider, tokens(provider).of(generationId));
    }

    /** The generation that {@code token} is about; none where we did not give it to {@code provider}. */
    public Optional<String> generation(String provider, String token) {
        return tokens(provider).subject(token);
    }

    /**
     * What {@code provider} is to sign its calls about {@code generationId} with, where it takes a secret along with the job.
     * The edge finds the same again; for another generation or provider it is worth nothing. Text of 43 characters.
     */
    public Secret signingSecret(String provider, String generationId) {
        byte[] derived = root.derive("callback-signature/" + provider, generationId);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(derived));
    }

    private Tokens tokens(String provider) {
        return new Tokens(root, "callback/" + provider);
    }
}
