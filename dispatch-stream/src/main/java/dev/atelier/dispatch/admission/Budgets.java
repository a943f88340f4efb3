package dev.atelier.dispatch.admission;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.BalanceState;
import dev.atelier.event.Budget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.UnknownPrice;
import dev.atelier.platform.failure.Failure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToLongFunction;
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

    /** Whose money: a project, and the key that asks. */
    record Payer(ProjectDefined project, Optional<ApiKeyDefined> key) {}

    /** Why {@code price} cannot be reserved for {@code payer}, if that is so; an empty one is not known. */
    Optional<Failure> refusal(Payer payer, Optional<Long> price, Instant now) {
        Optional<Budget> budget = payer.project().getBudget();
        if (budget.isEmpty()) {
            return Optional.empty();
        }
        if (price.isEmpty()) {
            return budget.get().getUnknownPrice() == UnknownPrice.FLAG
                    ? Optional.empty()
                    : Optional.of(new Failure.PriceUnknown("the price is not known, and project %s has a budget"
                            .formatted(payer.project().getProject())));
        }
        String project = payer.project().getProject();
        return exceeded("project " + project, project, budget.get(), 1, price.get(), now)
                .or(() -> payer.key()
                        .flatMap(key -> exceeded(
                                "key " + key.getKeyId(),
                                key(project, key.getKeyId()),
                                budget.get(),
                                key.getBudgetShare().orElse(1.0),
                                price.get(),
                                now)));
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

    private Optional<Failure> exceeded(String whose, String key, Budget budget, double share, long price, Instant now) {
        Balance balance = balance(key, now);
        return exceeded(whose, "a day", budget.getDailyMicros(), share, balance, Balance::spentThatDay, price)
                .or(() -> exceeded(
                        whose, "a month", budget.getMonthlyMicros(), share, balance, Balance::spentThatMonth, price))
                .or(() -> exceeded(whose, "in all", budget.getCreditMicros(), share, balance, Balance::spent, price));
    }

    private static Optional<Failure> exceeded(
            String whose,
            String period,
            Optional<Long> bound,
            double share,
            Balance balance,
            ToLongFunction<Balance> spent,
            long price) {
        return bound.map(micros -> (long) Math.floor(micros * share))
                .filter(most -> balance.reserved() + spent.applyAsLong(balance) + price > most)
                .map(most -> new Failure.BudgetExceeded(
                        "this costs up to %s, and of the %s that %s may spend %s only %s is left"
                                .formatted(
                                        money(price),
                                        money(most),
                                        whose,
                                        period,
                                        money(Math.max(0, most - balance.reserved() - spent.applyAsLong(balance))))));
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

    private static String money(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
