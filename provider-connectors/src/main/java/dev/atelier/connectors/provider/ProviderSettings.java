package dev.atelier.connectors.provider;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one provider, as text; its factory knows what they mean.
 *
 * @param provider which provider
 * @param values   by key
 */
public record ProviderSettings(String provider, Map<String, String> values) {
    public ProviderSettings {
        requireNonNull(provider);
        values = Map.copyOf(values);
    }

    /** Fails when there is a setting beside {@code known}. */
    public void allowOnly(Set<String> known) {
        values.keySet().forEach(key -> check(known.contains(key), path(key), "is not a known key; known are", known));
    }

    /** The setting {@code key}, if it is there. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The setting {@code key}, which is false when absent. */
    public boolean flag(String key) {
        String value = values.getOrDefault(key, "false");
        check(value.equals("true") || value.equals("false"), path(key), "must be true or false", value);
        return value.equals("true");
    }

    private String path(String key) {
        return "providers.%s.settings.%s".formatted(provider, key);
    }
}
