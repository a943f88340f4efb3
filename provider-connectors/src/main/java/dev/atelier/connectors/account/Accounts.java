package dev.atelier.connectors.account;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.failure.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The accounts as they are defined now, with their keys from the environment of this process. Thread-safe. */
public final class Accounts {
    private final Map<String, AccountDefined> definitions = new ConcurrentHashMap<>();
    private final Map<String, String> environment;

    /** What came of asking for an account. */
    public sealed interface Access {
        /** It may be used. */
        record Granted(Account account) implements Access {
            public Granted {
                requireNonNull(account);
            }
        }

        /** It may not; the failure is what a job ends with. */
        record Refused(Failure.AccountRefused failure) implements Access {
            public Refused {
                requireNonNull(failure);
            }
        }
    }

    /** No accounts yet; their keys will be in {@code environment}. */
    public Accounts(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Takes {@code definition} as what the account now is; null: it is no more. */
    public void define(String name, @Nullable AccountDefined definition) {
        if (definition == null) {
            definitions.remove(name);
        } else {
            definitions.put(name, definition);
        }
    }

    /** The account {@code name}. One that nobody defined here yet is as the rules say. */
    public Access access(String name, AccountRules rules) {
        var defined = Optional.ofNullable(definitions.get(name));
        if (defined.map(account -> !account.getProvider().equals(rules.provider()))
                .orElse(false)) {
            return refused("The account %s is not one of %s.", name, rules.provider());
        }
        var named = defined.flatMap(AccountDefined::getCredential);
        var elsewhere = defined.flatMap(AccountDefined::getBaseUrl);
        String variable = named.orElse(rules.keyVariable());
        if (!rules.allow(variable)) {
            return refused("The account %s names the variable %s, which is not one of its provider.", name, variable);
        }
        // The vendor's key is not for whoever else serves its API.
        boolean foreign = elsewhere.isPresent() && !rules.keyNeededElsewhere();
        var key = foreign && named.isEmpty() ? Optional.<Secret>empty() : key(variable);
        boolean needed = named.isPresent() || (rules.keyNeeded() && !foreign);
        if (key.isEmpty() && needed) {
            return refused("The account %s has no key: %s is not set where the connectors run.", name, variable);
        }
        var base = elsewhere.isPresent() ? HttpUrl.parse(elsewhere.get()) : rules.base();
        return base == null
                ? refused("The account %s has a base URL that is none of %s.", name, rules.provider())
                : new Access.Granted(new Account(name, base, key));
    }

    private Optional<Secret> key(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
    }

    private static Access refused(String sentence, String name, String what) {
        return new Access.Refused(new Failure.AccountRefused(sentence.formatted(name, what)));
    }
}
