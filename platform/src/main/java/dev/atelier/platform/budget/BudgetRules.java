package dev.atelier.platform.budget;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.Budget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.UnknownPrice;
import dev.atelier.platform.failure.Failure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a budget allows a price. Pure. */
public final class BudgetRules {
    private BudgetRules() {}

    /** Whose money: a project, and the key that asks. */
    public record Payer(ProjectDefined project, Optional<ApiKeyDefined> key) {}

    /** Where the money of a project and of its keys stands. */
    public interface Balances {
        /** The project's own. */
        Balance ofProject();

        /** That of one of its keys. */
        Balance ofKey(String keyId);
    }

    /** Over what time a bound counts. */
    public enum Period {
        DAY("a day"),
        MONTH("a month"),
        EVER("in all");

        private final String words;

        Period(String words) {
            this.words = words;
        }
    }

    /**
     * What is left of one bound.
     *
     * @param whose      whose bound, for a person
     * @param mostMicros the bound, in millionths
     * @param leftMicros what may still be reserved; negative where a provider charged more than its price
     */
    public record Left(String whose, Period period, long mostMicros, long leftMicros) {}

    /** What is left to {@code payer}, bound by bound: first the project's, then those of its key. */
    public static List<Left> left(Payer payer, Balances balances) {
        List<Left> all = new ArrayList<>();
        payer.project().getBudget().ifPresent(budget -> {
            String project = payer.project().getProject();
            all.addAll(left("project " + project, budget, 1, balances.ofProject()));
            payer.key()
                    .ifPresent(key -> all.addAll(left(
                            "key " + key.getKeyId(),
                            budget,
                            key.getBudgetShare().orElse(1.0),
                            balances.ofKey(key.getKeyId()))));
        });
        return List.copyOf(all);
    }

    private static List<Left> left(String whose, Budget budget, double share, Balance balance) {
        List<Left> bounds = new ArrayList<>();
        add(bounds, whose, Period.DAY, budget.getDailyMicros(), share, balance.reserved() + balance.spentThatDay());
        add(
                bounds,
                whose,
                Period.MONTH,
                budget.getMonthlyMicros(),
                share,
                balance.reserved() + balance.spentThatMonth());
        add(bounds, whose, Period.EVER, budget.getCreditMicros(), share, balance.reserved() + balance.spent());
        return bounds;
    }

    private static void add(
            List<Left> bounds, String whose, Period period, Optional<Long> bound, double share, long used) {
        bound.map(micros -> (long) Math.floor(micros * share))
                .ifPresent(most -> bounds.add(new Left(whose, period, most, most - used)));
    }

    /** Why {@code price} cannot be reserved for {@code payer}, if that is so; an empty one is not known. */
    public static Optional<Failure> refusal(Payer payer, Optional<Long> price, Balances balances) {
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
        return left(payer, balances).stream()
                .filter(bound -> price.get() > bound.leftMicros())
                .findFirst()
                .map(bound -> new Failure.BudgetExceeded(
                        "this costs up to %s, and of the %s that %s may spend %s only %s is left"
                                .formatted(
                                        money(price.get()),
                                        money(bound.mostMicros()),
                                        bound.whose(),
                                        bound.period().words,
                                        money(Math.max(0, bound.leftMicros())))));
    }

    private static String money(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
