package dev.atelier.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.Budget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.UnknownPrice;
import dev.atelier.platform.budget.BudgetRules.Left;
import dev.atelier.platform.budget.BudgetRules.Payer;
import dev.atelier.platform.budget.BudgetRules.Period;
import dev.atelier.platform.failure.Failure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What admission makes of it its own tests tell. */
class BudgetRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ProjectDefined PROJECT = ProjectDefined.newBuilder()
            .setProject("demo")
            .setBudget(Budget.newBuilder()
                    .setDailyMicros(1_000L)
                    .setCreditMicros(5_000L)
                    .setUnknownPrice(UnknownPrice.REFUSE)
                    .build())
            .build();
    private static final ApiKeyDefined KEY = ApiKeyDefined.newBuilder()
            .setKeyId("key_1")
            .setSha256("00")
            .setLastFour("abcd")
            .setProject("demo")
            .setBudgetShare(0.5)
            .setCreatedAt(NOON)
            .build();
    private static final Balance SPENT = Balance.ZERO.at(NOON).plus(100, 200);

    private static final BudgetRules.Balances STANDING = new BudgetRules.Balances() {
        @Override
        public Balance ofProject() {
            return SPENT;
        }

        @Override
        public Balance ofKey(String keyId) {
            return SPENT;
        }
    };

    private final Payer payer = new Payer(PROJECT, Optional.of(KEY));

    @Test
    void saysWhatIsLeftBoundByBound() {
        assertThat(BudgetRules.left(payer, STANDING))
                .containsExactly(
                        new Left("project demo", Period.DAY, 1_000, 700),
                        new Left("project demo", Period.EVER, 5_000, 4_700),
                        new Left("key key_1", Period.DAY, 500, 200),
                        new Left("key key_1", Period.EVER, 2_500, 2_200));
    }

    @Test
    void refusesWhatGoesBeyondABoundAndNothingElse() {
        assertThat(BudgetRules.refusal(payer, Optional.of(200L), STANDING)).isEmpty();
        assertThat(BudgetRules.refusal(payer, Optional.of(201L), STANDING))
                .contains(new Failure.BudgetExceeded("this costs up to 0.000201, and of the 0.0005 that key key_1 may "
                        + "spend a day only 0.0002 is left"));
        assertThat(BudgetRules.refusal(payer, Optional.empty(), STANDING))
                .get()
                .isInstanceOf(Failure.PriceUnknown.class);
    }

    @Test
    void boundsNobodyWithoutABudget() {
        var free = new Payer(
                ProjectDefined.newBuilder()
                        .setProject("free")
                        .setRateLimits(Map.of())
                        .build(),
                Optional.empty());

        assertThat(BudgetRules.left(free, STANDING)).isEmpty();
        assertThat(BudgetRules.refusal(free, Optional.empty(), STANDING)).isEmpty();
    }
}
