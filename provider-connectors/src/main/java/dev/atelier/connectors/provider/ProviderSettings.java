package dev.atelier.connectors.provider;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/**
 * The settings of one provider, as text; its factory knows what they mean.
 *
 * @param provider which provider
 * @param values   by key
 */
public record ProviderSettings(String provider, Map<String, String> values) {
    /** Where the API is, for providers that have it there where no account says otherwise. */
    public static final String BASE_URL = "base-url";

    /** How long a call may take whose answer holds the outputs. Whoever gives up early pays for what they do not get. */
    public static final String TIMEOUT = "timeout";

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

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

    /** The setting {@code key}, an address, if it is there and not empty. */
    public Optional<HttpUrl> url(String key) {
        return text(key).filter(value -> !value.isBlank()).map(value -> {
            var url = Optional.ofNullable(HttpUrl.parse(value));
            check(url.isPresent(), path(key), "must be an http or https URL", value);
            return url.orElseThrow();
        });
    }

    /** The setting {@code key}, which is false when absent. */
    public boolean flag(String key) {
        String value = values.getOrDefault(key, "false");
        check(value.equals("true") || value.equals("false"), path(key), "must be true or false", value);
        return value.equals("true");
    }

    /** The setting {@code key}, a duration such as {@code PT5M} that is as long as {@code least}, if it is there. */
    public Optional<Duration> duration(String key, Duration least) {
        return text(key).map(value -> {
            var duration = parse(value);
            check(
                    duration.filter(given -> given.compareTo(least) >= 0).isPresent(),
                    path(key),
                    "must be a duration such as PT5M, at least " + least,
                    value);
            return duration.orElseThrow();
        });
    }

    /** The setting {@link #TIMEOUT}, at least a second; {@code usual} where it is absent. */
    public Duration timeout(Duration usual) {
        return duration(TIMEOUT, SHORTEST_TIMEOUT).orElse(usual);
    }

    /** The setting {@code key}, which is one of {@code allowed}, if it is there. */
    public Optional<String> oneOf(String key, Set<String> allowed) {
        var value = text(key);
        value.ifPresent(
                given -> check(allowed.contains(given), path(key), "must be one of " + new TreeSet<>(allowed), given));
        return value;
    }

    private static Optional<Duration> parse(String value) {
        try {
            return Optional.of(Duration.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String path(String key) {
        return "providers.%s.settings.%s".formatted(provider, key);
    }
}
