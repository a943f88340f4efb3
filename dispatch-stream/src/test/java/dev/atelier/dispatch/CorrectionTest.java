package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Budget;
import dev.atelier.event.Capability;
import dev.atelier.event.Correction;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.SchemaViolation;
import dev.atelier.event.UsageRecorded;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows an answer that is not what the schema asks for. An answer is priced at 40 thousandths. */
class CorrectionTest {
    private static final long PRICE = 40_000;
    private static final Correction CORRECTION =
            new Correction("{\"n\": \"three\"}", List.of(new SchemaViolation("/n", "string found, integer expected")));

    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void price() {
        dispatch.account("sketch", 1);
        dispatch.model("atelier/sketch", target("sketch"));
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void asksTheSameTargetAgainWithWhatIsWrong() {
        dispatch.submit("a");

        dispatch.report(rejected(dispatch.jobs().getFirst()).build());

        assertThat(dispatch.jobs()).singleElement().satisfies(job -> {
            assertThat(job.getAttempt()).isEqualTo(2);
            assertThat(job.getCorrection()).contains(CORRECTION);
            assertThat(job.getProviderRequestId()).isEmpty();
        });
        assertThat(dispatch.events())
                .extracting(GenerationEvent::getKind)
                .contains(GenerationEventKind.RETRYING)
                .doesNotHaveDuplicates();
        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void countsEachAnswer() {
        budget(10 * PRICE);
        dispatch.submit("a");

        dispatch.report(
                rejected(dispatch.jobs().getFirst()).setCostMicros(15_000L).build());
        dispatch.report(rejected(dispatch.jobs().getFirst()).build());
        dispatch.succeed(dispatch.jobs().getFirst(), 5_000);

        assertThat(dispatch.outcomes().getFirst().getCostMicros()).contains(15_000 + PRICE + 5_000);
        var usage = dispatch.usage();
        assertThat(usage.stream().mapToLong(UsageRecorded::getSpentMicros).sum())
                .isEqualTo(15_000 + PRICE + 5_000);
        assertThat(usage.stream().mapToLong(UsageRecorded::getReservedMicros).sum())
                .isZero();
        assertThat(usage)
                .filteredOn(UsageRecorded::getEstimated)
                .singleElement()
                .satisfies(second -> assertThat(second.getSpentMicros()).isEqualTo(PRICE));
    }

    @Test
    void failsWithWhatIsWrongAfterTwoCorrections() {
        dispatch.submit("a");
        for (int answers = 1; answers <= 3; answers++) {
            dispatch.report(rejected(dispatch.jobs().getFirst()).build());
        }

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.FAILED);
            assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.NONCONFORMANT);
            assertThat(failure(outcome).getMessage()).contains("/n");
            assertThat(outcome.getAttempt()).isEqualTo(3);
            assertThat(outcome.getCostMicros()).contains(3 * PRICE);
        });
    }

    @Test
    void asksNoMoreThanTheBudgetAllows() {
        budget(2 * PRICE);
        dispatch.submit("a");
        dispatch.report(rejected(dispatch.jobs().getFirst()).build());

        dispatch.report(rejected(dispatch.jobs().getFirst()).build());

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.BUDGET_EXCEEDED);
            assertThat(outcome.getCostMicros()).contains(2 * PRICE);
        });
    }

    @Test
    void lendsTheNextAnswerTheBudgetThatTheLastOneSetAside() {
        budget(2 * PRICE);
        dispatch.submit("a");
        dispatch.submit("b");
        var first = dispatch.jobs().getFirst();

        dispatch.report(rejected(first).setCostMicros(0L).build());

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("b"));
        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void leavesWhatIsCanceledMeanwhile() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.SUBMITTING);
        dispatch.cancel("demo", "a");

        dispatch.report(rejected(job).build());

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.CANCELED);
            assertThat(outcome.getCostMicros()).contains(PRICE);
        });
    }

    @Test
    void hearsAReportOnce() {
        dispatch.submit("a");
        var report = rejected(dispatch.jobs().getFirst()).build();

        dispatch.report(report);
        dispatch.report(report);

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void takesTheCorrectionAlongToTheNextTarget() {
        dispatch.account("fal", 1);
        dispatch.model("atelier/sketch", target("fal"), target("sketch"));
        dispatch.submit("a");
        dispatch.report(rejected(dispatch.jobs("fal").getFirst()).build());

        dispatch.fail(dispatch.jobs("fal").getFirst(), new Failure.AccountRefused("no credit"));

        assertThat(dispatch.jobs("sketch"))
                .singleElement()
                .satisfies(job -> assertThat(job.getCorrection()).contains(CORRECTION));
    }

    @Test
    void triesAnUnavailableProviderAsOftenForEachAnswer() {
        dispatch.submit("a");
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));
        dispatch.pass(Duration.ofSeconds(2));
        dispatch.report(rejected(dispatch.jobs().getFirst()).build());

        for (int attempt = 1; attempt <= 2; attempt++) {
            dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));
            dispatch.pass(Duration.ofSeconds(5));
        }

        assertThat(dispatch.jobs()).singleElement().satisfies(job -> {
            assertThat(job.getAttempt()).isEqualTo(5);
            assertThat(job.getCorrection()).contains(CORRECTION);
        });
    }

    @Test
    void tellsTheWorkerTheSchemaAsTheClientGaveIt() {
        dispatch.model(Definitions.model("atelier/sketch", target("sketch"))
                .setCapabilities(List.of(Capability.EXTRACT))
                .setInputSchema("{}")
                .build());
        dispatch.submit(Requests.builder("demo", "a")
                .setInput("{\"image\": \"https://example.com/a.png\", \"schema\": {\"type\": \"object\"}}")
                .build());

        assertThat(dispatch.jobs().getFirst().getAnswerSchema()).contains("{\"type\":\"object\"}");
    }

    private JobReport.Builder rejected(GenerationJob job) {
        return dispatch.reportOf(job, JobReportKind.FAILED)
                .setFailure(Failures.toEvent(
                        new Failure.Nonconformant("The answer does not conform to its schema: /n is no integer")))
                .setCorrection(CORRECTION);
    }

    private void budget(long dailyMicros) {
        dispatch.project(ProjectDefined.newBuilder()
                .setProject("demo")
                .setBudget(Budget.newBuilder().setDailyMicros(dailyMicros).build())
                .build());
    }

    private static ModelTarget target(String provider) {
        return Definitions.target(provider)
                .setPrices(List.of(new Price(PRICE, PriceUnit.REQUEST, Map.of())))
                .build();
    }
}
