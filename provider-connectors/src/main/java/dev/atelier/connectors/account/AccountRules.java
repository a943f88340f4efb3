package dev.atelier.connectors.account;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.catalogue.CredentialVariables;
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

    /** Whether an account may name {@code variable}: the usual one, or another of the provider. */
    boolean allow(String variable) {
        return variable.equals(keyVariable) || CredentialVariables.belongs(variable, provider);
    }
}
