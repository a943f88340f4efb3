package dev.atelier.dispatch.admission;

import dev.atelier.event.BalanceState;
import dev.atelier.platform.budget.Balance;
import dev.atelier.platform.budget.BudgetRules;
import dev.atelier.platform.budget.BudgetRules.Payer;
import dev.atelier.platform.failure.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The money of the projects of one task. That task alone decides for them, one request after the other, so what is reserved
 * and spent never goes beyond a bound by what it admits; only a provider that charges more than its price can do that.
 */
final class Budgets {
    private final KeyValueStore<String, BalanceState> balances;

    Budgets(KeyValueStore<String, BalanceState> balances) {
        this.balances = balances;
    }

    /** Why {@code price} cannot be reserved for {@code payer}, if that is so; an empty one is not known. */
    Optional<Failure> refusal(Payer payer, Optional<Long> price, Instant now) {
        String project = payer.project().getProject();
        return BudgetRules.refusal(payer, price, new BudgetRules.Balances() {
            @Override
            public Balance ofProject() {
                return balance(project, now);
            }

            @Override
            public Balance ofKey(String keyId) {
                return balance(key(project, keyId), now);
            }
        });
    }

    /** Moves money: what is reserved and what is spent grow by that much. */
    void move(String project, Optional<String> apiKeyId, long reserved, long spent, Instant now) {
        Stream.concat(Stream.of(project), apiKeyId.map(id -> key(project, id)).stream())
                .forEach(key -> balances.put(
                        key, balance(key, now).plus(reserved, spent).state()));
    }

    /** How many generations of {@code project} are counted as open. */
    int open(String project, Instant now) {
        return balance(project, now).open();
    }

    /** {@code more} generations of {@code project} are open, or fewer. */
    void opened(String project, int more, Instant now) {
        balances.put(project, balance(project, now).opened(more).state());
    }

    private Balance balance(String key, Instant now) {
        return Optional.ofNullable(balances.get(key))
                .map(Balance::of)
                .orElse(Balance.ZERO)
                .at(now);
    }

    private static String key(String project, String apiKeyId) {
        return project + '\u0000' + apiKeyId;
    }
}
