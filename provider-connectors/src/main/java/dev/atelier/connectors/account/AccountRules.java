package dev.atelier.connectors.account;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * What holds for a provider's accounts that say nothing else.
 *
 * @param provider    name of the provider
 * @param base        where its API is
 * @param keyVariable environment variable that holds the key
 * @param keyNeeded   whether it answers nobody without a key
 */
public record AccountRules(String provider, HttpUrl base, String keyVariable, boolean keyNeeded) {
    public AccountRules {
        requireNonNull(provider);
        requireNonNull(base);
        requireNonNull(keyVariable);
    }

    /** Whether {@code environment} has what any account would need. */
    public boolean metBy(Map<String, String> environment) {
        return !keyNeeded
                || environment.entrySet().stream()
                        .anyMatch(variable ->
                                allow(variable.getKey()) && !variable.getValue().isBlank());
    }

    /**
     * Whether an account may name {@code variable}. Only those of the provider: whoever defines accounts must not have
     * other secrets of this process sent somewhere.
     */
    boolean allow(String variable) {
        return variable.equals(keyVariable) || variable.startsWith(provider.toUpperCase(Locale.ROOT) + "_");
    }
}
