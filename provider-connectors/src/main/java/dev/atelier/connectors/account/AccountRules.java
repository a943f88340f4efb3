package dev.atelier.connectors.account;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * What holds for a provider's accounts that say nothing else.
 *
 * @param provider           name of the provider
 * @param base               where its API is
 * @param keyVariable        environment variable that holds the key
 * @param keyNeeded          whether it answers nobody without a key
 * @param keyNeededElsewhere whether this also holds where others serve the same API; if not, the shared key is not shown
 *                           to them
 */
public record AccountRules(
        String provider, HttpUrl base, String keyVariable, boolean keyNeeded, boolean keyNeededElsewhere) {
    public AccountRules {
        requireNonNull(provider);
        requireNonNull(base);
        requireNonNull(keyVariable);
    }

    /** Of an API that is the same wherever it is served. */
    public AccountRules(String provider, HttpUrl base, String keyVariable, boolean keyNeeded) {
        this(provider, base, keyVariable, keyNeeded, keyNeeded);
    }

    /** The same rules where an operator has the API at {@code elsewhere}. */
    public AccountRules at(HttpUrl elsewhere) {
        return new AccountRules(provider, elsewhere, keyVariable, keyNeededElsewhere, keyNeededElsewhere);
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
