package dev.atelier.platform.callbacks;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.config.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * Where providers call back. Both or none are given; without them providers are asked alone.
 *
 * @param publicUrl where the edge is reached from outside, such as {@code https://atelier.example.com}
 * @param secret    signs the tokens in callback URLs; the edge and the connectors have the same
 */
public record CallbacksConfig(Optional<URI> publicUrl, Optional<Secret> secret) {
    private static final int SHORTEST_SECRET = 32;

    public CallbacksConfig {
        check(
                publicUrl.isPresent() == secret.isPresent(),
                "callbacks.secret",
                "must be given with callbacks.public-url, and only with it",
                secret.isPresent() ? "given" : "missing");
        publicUrl.ifPresent(url -> check(
                url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                "callbacks.public-url",
                "must be an http or https URL",
                url));
        secret.ifPresent(known -> check(
                known.value().length() >= SHORTEST_SECRET,
                "callbacks.secret",
                "must have 32 characters at least",
                known.value().length()));
    }

    /** No callbacks. */
    public static CallbacksConfig none() {
        return new CallbacksConfig(Optional.empty(), Optional.empty());
    }

    /** What makes and reads the URLs; none where there are no callbacks. */
    public Optional<Callbacks> callbacks() {
        return publicUrl.flatMap(url -> secret.map(known -> new Callbacks(url, known)));
    }
}
