package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.Budget;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.UnknownPrice;
import dev.atelier.event.UsageKind;
import dev.atelier.event.UsageRecorded;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may be spent. A picture costs 40 thousandths unless a test says otherwise. */
class BudgetTest {
    private static final long PRICE = 40_000;

    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void price() {
        dispatch.account("sketch", 100);
        dispatch.model("atelier/sketch", target("sketch", new Price(PRICE, PriceUnit.REQUEST, Map.of())));
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void admitsNoMoreThanTheDayAllowsHoweverManyAskAtOnce() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());

        IntStream.range(0, 64).forEach(i -> dispatch.submit("n" + i));

        assertThat(dispatch.jobs()).hasSize(1);
        assertThat(dispatch.outcomes()).hasSize(63).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
            assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.BUDGET_EXCEEDED);
            assertThat(failure(outcome).getMessage())
                    .isEqualTo(
                            "this costs up to 0.04, and of the 0.04 that project demo may spend a day only 0 is left");
        });
    }

    @Test
    void spendsWhatTheProviderCharges() {
        budget(Budget.newBuilder().setDailyMicros(2 * PRICE).build());
        dispatch.submit("a");

        dispatch.succeed(dispatch.jobs().getFirst(), 70_000);
        dispatch.submit("b");

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes().getFirst().getCostMicros()).contains(70_000L);
    }

    @Test
    void spendsThePriceWhereTheProviderDoesNotTell() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());
        dispatch.submit("a");

        dispatch.succeed(dispatch.jobs().getFirst());
        dispatch.submit("b");

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes().getFirst().getCostMicros()).contains(PRICE);
        assertThat(dispatch.usage().getLast().getEstimated()).isTrue();
    }

    @Test
    void givesBackWhatAFailureDidNotCost() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.ContentRefused("no"));
        dispatch.submit("b");

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void givesBackWhatWasSetAsideForWhatIsPurged() {
        budget(Budget.newBuilder().setDailyMicros(2 * PRICE).build());
        dispatch.account("sketch", 1);
        dispatch.submit("a", "b");

        dispatch.purge(UnaryOperator.identity());
        dispatch.submit("c");

        assertThat(dispatch.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getRequest().getGenerationId()).isEqualTo(Requests.id("b"));
            assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.CANCELED);
        });
    }

    /** The provider may charge for it. */
    @Test
    void spendsThePriceOfWhatNobodyCanTell() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Uncertain("no answer"));
        dispatch.submit("b");

        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void givesBackWhatIsCanceledInTime() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.cancel("demo", "a");

        dispatch.report(job, JobReportKind.CANCELED);
        dispatch.submit("b");

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void beginsEachDayWithNothingSpent() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());
        dispatch.submit("a");
        dispatch.succeed(dispatch.jobs().getFirst());

        dispatch.pass(Duration.ofHours(12));
        dispatch.submit("b");

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void boundsTheMonthAndTheCreditAsWell() {
        budget(Budget.newBuilder().setMonthlyMicros(PRICE).build());
        dispatch.submit("a");
        dispatch.succeed(dispatch.jobs().getFirst());
        dispatch.pass(Duration.ofHours(12));
        dispatch.submit("b");
        assertThat(failure(dispatch.outcomes().getLast()).getMessage()).contains("a month");

        budget(Budget.newBuilder().setCreditMicros(PRICE).build());
        dispatch.pass(Duration.ofDays(40));
        dispatch.submit("c");
        assertThat(failure(dispatch.outcomes().getLast()).getMessage()).contains("in all");
    }

    @Test
    void letsAKeySpendNoMoreThanItsShare() {
        budget(Budget.newBuilder().setDailyMicros(4 * PRICE).build());
        dispatch.key(ApiKeyDefined.newBuilder()
                .setKeyId("key_1")
                .setSha256("0".repeat(64))
                .setLastFour("1234")
                .setProject("demo")
                .setCreatedAt(Requests.NOON)
                .setBudgetShare(0.5)
                .build());

        IntStream.range(0, 3)
                .forEach(i -> dispatch.submit(
                        Requests.builder("demo", "k" + i).setApiKeyId("key_1").build()));
        dispatch.submit("a", "b", "c");

        assertThat(dispatch.jobs()).hasSize(4);
        assertThat(dispatch.outcomes())
                .extracting(outcome -> failure(outcome).getMessage())
                .satisfiesExactly(
                        first -> assertThat(first).contains("key key_1"),
                        second -> assertThat(second).contains("project demo"));
    }

    @Test
    void refusesAnUnknownPriceWhereThereIsABudget() {
        budget(Budget.newBuilder().setDailyMicros(PRICE).build());
        dispatch.model("atelier/sketch", target("sketch"));

        dispatch.submit("a");

        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.PRICE_UNKNOWN);
    }

    @Test
    void admitsAnUnknownPriceWhereTheProjectSaysSo() {
        budget(Budget.newBuilder()
                .setDailyMicros(PRICE)
                .setUnknownPrice(UnknownPrice.FLAG)
                .build());
        dispatch.model("atelier/sketch", target("sketch"));

        dispatch.submit("a");
        dispatch.succeed(dispatch.jobs().getFirst());

        assertThat(dispatch.outcomes().getFirst().getCostMicros()).isEmpty();
    }

    @Test
    void paysAnewWhereItFallsBackTo() {
        dispatch.account("fal", 1);
        dispatch.model(
                "atelier/sketch",
                target("sketch", new Price(PRICE, PriceUnit.REQUEST, Map.of())),
                target("fal", new Price(3 * PRICE, PriceUnit.REQUEST, Map.of())));
        budget(Budget.newBuilder().setDailyMicros(2 * PRICE).build());
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.AccountRefused("no credit"));

        assertThat(dispatch.jobs("fal")).isEmpty();
        assertThat(dispatch.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.BUDGET_EXCEEDED));
        assertThat(reserved()).isZero();
    }

    @Test
    void countsWhatFailedAttemptsCost() {
        budget(Budget.newBuilder().setDailyMicros(10 * PRICE).build());
        dispatch.submit("a");
        dispatch.report(dispatch.reportOf(dispatch.jobs().getFirst(), JobReportKind.FAILED)
                .setFailure(
                        dev.atelier.platform.failure.Failures.toEvent(new Failure.Throttled("later", Optional.empty())))
                .setCostMicros(5_000L)
                .build());
        dispatch.pass(Duration.ofSeconds(2));

        dispatch.succeed(dispatch.jobs().getFirst(), 40_000);

        assertThat(dispatch.outcomes())
                .extracting(GenerationOutcome::getCostMicros)
                .containsExactly(Optional.of(45_000L));
        assertThat(dispatch.usage()).extracting(UsageRecorded::getSpentMicros).containsExactly(0L, 45_000L);
    }

    /** The movements of a project add up to where it stands. */
    @Test
    void saysEachMovementOfMoney() {
        dispatch.submit("a", "b");
        var jobs = dispatch.jobs();
        dispatch.succeed(jobs.getFirst(), 30_000);
        dispatch.fail(jobs.getLast(), new Failure.ContentRefused("no"));

        var usage = dispatch.usage();

        assertThat(usage)
                .extracting(UsageRecorded::getKind)
                .containsExactly(UsageKind.RESERVED, UsageKind.RESERVED, UsageKind.SETTLED, UsageKind.RELEASED);
        assertThat(usage.stream().mapToLong(UsageRecorded::getReservedMicros).sum())
                .isZero();
        assertThat(usage.stream().mapToLong(UsageRecorded::getSpentMicros).sum())
                .isEqualTo(30_000);
    }

    @Test
    void movesNothingForWhatIsFree() {
        dispatch.model("atelier/sketch", target("sketch", new Price(0L, PriceUnit.REQUEST, Map.of())));
        dispatch.submit("a");
        dispatch.succeed(dispatch.jobs().getFirst());

        assertThat(dispatch.usage()).isEmpty();
        assertThat(dispatch.outcomes().getFirst().getCostMicros()).contains(0L);
    }

    private long reserved() {
        return dispatch.usage().stream()
                .mapToLong(UsageRecorded::getReservedMicros)
                .sum();
    }

    private void budget(Budget budget) {
        dispatch.project(new ProjectDefined(
                "demo", "atelier/sketch", Map.of(), Map.of(), 1, null, budget, List.of(), null, null));
    }

    private static ModelTarget target(String account, Price... prices) {
        return Definitions.target(account).setPrices(List.of(prices)).build();
    }
}
