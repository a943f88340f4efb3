package dev.atelier.connectors.account;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.config.Secret;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A set of credentials at a provider, ready for use.
 *
 * @param name the account's name
 * @param base where the provider's API is
 * @param key  what it asks for; none where it asks for nothing
 */
public record Account(String name, HttpUrl base, Optional<Secret> key) {
    public Account {
        requireNonNull(name);
        requireNonNull(base);
        requireNonNull(key);
    }
}
