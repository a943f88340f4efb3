package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.Budget;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Lane;
import dev.atelier.event.PatternReference;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many generations as one. Two of them run at a time. */
class BatchTest {
    private static final int MOST_ACTIVE = 256;
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void makesOneGenerationOfEachCombination() {
        dispatch.order(BatchOrders.seeds("b", 3));

        var requests = requests();
        assertThat(requests)
                .extracting(GenerationRequested::getInput)
                .containsExactly(
                        "{\"prompt\":\"a red fox\",\"seed\":0}",
                        "{\"prompt\":\"a red fox\",\"seed\":1}",
                        "{\"prompt\":\"a red fox\",\"seed\":2}");
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.getLane()).isEqualTo(Lane.BATCH);
            assertThat(request.getTags()).containsExactly("batch:" + BatchOrders.id("b"), "house", "test");
            assertThat(request.getGenerationId())
                    .isEqualTo(BatchOrders.child("b", request.getBatchIndex().orElseThrow()));
        });
    }

    @Test
    void makesOneGenerationOfEachItemHoweverManyPartsTheyComeIn() {
        dispatch.order(BatchOrders.part("b", 0, "{\"seed\":1}", "{\"seed\":2}"));
        dispatch.order(BatchOrders.part("b", 1, "{\"prompt\":\"a cat\"}"));
        assertThat(requests()).isEmpty();

        dispatch.order(BatchOrders.list("b", 3));

        assertThat(requests())
                .extracting(GenerationRequested::getInput)
                .containsExactly(
                        "{\"prompt\":\"a red fox\",\"seed\":1}",
                        "{\"prompt\":\"a red fox\",\"seed\":2}",
                        "{\"prompt\":\"a cat\"}");
    }

    @Test
    void namesThePatternOfEachItemOrElseThatOfTheBatch() {
        var ofTheBatch = new PatternReference("p-1", 2, "csv", null);
        var ofAnItem = new PatternReference("p-1", 1, "json", null);
        dispatch.order(BatchOrders.part("b", 0, "{\"seed\":1}"));
        dispatch.order(BatchOrders.part("b", 1, ofAnItem, "{\"seed\":2}"));

        dispatch.order(BatchOrders.order(
                BatchOrders.builder("b").setTotal(2).setUploadId("upload").setPattern(ofTheBatch)));

        assertThat(requests())
                .extracting(GenerationRequested::getPattern)
                .containsExactly(Optional.of(ofTheBatch), Optional.of(ofAnItem));
    }

    @Test
    void admitsNoMoreThanItsShareUntilSomeHaveEnded() {
        dispatch.account("sketch", 1_000);
        dispatch.order(BatchOrders.seeds("b", 1_000));
        for (int turn = 0; turn < 10; turn++) {
            dispatch.pass(Duration.ofMillis(20));
        }
        assertThat(requests()).hasSize(MOST_ACTIVE);

        dispatch.succeed(dispatch.jobs().getFirst());

        assertThat(requests())
                .extracting(GenerationRequested::getGenerationId)
                .containsExactly(BatchOrders.child("b", MOST_ACTIVE));
        assertConserved();
    }

    @Test
    void admitsNoFasterThanItsRate() {
        dispatch.account("sketch", 1_000);
        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(100)
                .setMatrix(BatchOrders.seedsOf(100))
                .setRatePerSecond(10.0)));
        int first = requests().size();
        for (int turn = 0; turn < 50; turn++) {
            dispatch.pass(Duration.ofMillis(100));
        }

        // What its first 100 ms would have allowed it may make up for.
        assertThat(first).isEqualTo(2);
        assertThat(requests()).hasSize(50);
        assertConserved();
    }

    @Test
    void refusesARateThatIsNone() {
        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(2)
                .setMatrix(BatchOrders.seedsOf(2))
                .setRatePerSecond(0.0)));

        assertThat(told().getLast().getFailure().orElseThrow().getField()).contains("ratePerSecond");
    }

    @Test
    void runsToItsEndAndSaysSoOnce() {
        dispatch.order(BatchOrders.seeds("b", 600));

        finish(job -> dispatch.succeed(job));

        BatchStatus last = told().getLast();
        assertThat(last.getState()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(last.getCounts())
                .isEqualTo(BatchCounts.newBuilder().setSucceeded(600).build());
        assertThat(last.getEndedAt()).isPresent();
        assertThat(dispatch.outcomes())
                .hasSize(600)
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsHowItStandsFourTimesASecondAtMost() {
        dispatch.order(BatchOrders.seeds("b", 100));
        assertThat(told()).hasSize(1);

        dispatch.jobs().forEach(dispatch::succeed);
        assertThat(told()).isEmpty();

        dispatch.pass(A_MOMENT);
        assertThat(told()).singleElement().satisfies(status -> {
            assertThat(status.getCounts().getSucceeded()).isEqualTo(2);
            assertThat(status.getRevision()).isEqualTo(2);
        });
        dispatch.pass(Duration.ofMinutes(1));
        assertThat(told()).isEmpty();
    }

    @Test
    void letsInteractiveWorkGoBeforeAllThatWaits() {
        dispatch.order(BatchOrders.seeds("b", 1_000));
        var running = dispatch.jobs();
        dispatch.submit(
                Requests.builder("demo", "mine").setLane(Lane.INTERACTIVE).build());

        dispatch.succeed(running.getFirst());

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("mine"));
    }

    @Test
    void judgesTenThousandThatAreWrongInSlices() {
        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(10_000)
                .setMatrix(BatchOrders.seedsOf(10_000))
                .setModel("nobody/knows")));
        assertThat(dispatch.outcomes()).hasSize(64);

        dispatch.submit("mine");
        assertThat(dispatch.jobIds()).containsExactly(Requests.id("mine"));
        for (int turn = 0; turn < 160; turn++) {
            dispatch.pass(Duration.ofMillis(20));
        }

        BatchStatus last = told().getLast();
        assertThat(last.getState()).isEqualTo(BatchState.FAILED);
        assertThat(last.getCounts().getRejected()).isEqualTo(10_000);
    }

    @Test
    void countsAWrongItemAsRejectedAndGoesOn() {
        dispatch.order(BatchOrders.part("b", 0, "{\"seed\":-1}", "{\"seed\":2}", "no json"));
        dispatch.order(BatchOrders.list("b", 3));

        finish(job -> dispatch.succeed(job));

        BatchStatus last = told().getLast();
        assertThat(last.getState()).isEqualTo(BatchState.FAILED);
        assertThat(last.getCounts())
                .isEqualTo(
                        BatchCounts.newBuilder().setSucceeded(1).setRejected(2).build());
        assertThat(dispatch.outcomes())
                .filteredOn(outcome -> outcome.getStatus() == GenerationStatus.REJECTED)
                .allSatisfy(
                        outcome -> assertThat(outcome.getRequest().getTags()).contains("batch:" + BatchOrders.id("b")));
    }

    @Test
    void goesOnWhereNobodyCanJudgeAnItem() {
        dispatch.model(
                Definitions.model("broken/model").setInputSchema("no schema").build());

        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(2)
                .setMatrix(BatchOrders.seedsOf(2))
                .setModel("broken/model")));

        assertThat(told().getLast().getCounts().getRejected()).isEqualTo(2);
        assertThat(dispatch.outcomes()).hasSize(2);
        assertThat(dispatch.deadLetters()).isZero();
    }

    @Test
    void doesNotCountItsOwnLabelAgainstTheClients() {
        var labels =
                IntStream.range(0, 64).mapToObj(number -> "label-" + number).toList();

        dispatch.order(BatchOrders.order(BatchOrders.builder("b")
                .setTotal(1)
                .setMatrix(BatchOrders.seedsOf(1))
                .setTags(labels)));

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void stopsAtOnceWhatWaitsAndThroughItsWorkersWhatRuns() {
        dispatch.order(BatchOrders.seeds("b", 1_000));
        var running = dispatch.jobs();

        dispatch.order(BatchOrders.cancel("b"));
        dispatch.order(BatchOrders.cancel("b"));

        assertThat(dispatch.canceledJobs()).hasSize(2);
        dispatch.pass(A_MOMENT);
        assertThat(told().getLast().getState()).isEqualTo(BatchState.CANCELING);
        dispatch.succeed(running.getFirst());
        dispatch.report(running.getLast(), JobReportKind.CANCELED);
        BatchStatus last = told().getLast();
        assertThat(last.getState()).isEqualTo(BatchState.CANCELED);
        assertThat(last.getCounts())
                .isEqualTo(BatchCounts.newBuilder()
                        .setSucceeded(1)
                        .setCanceled(999)
                        .build());
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void triesAgainWhatFailedAsChildrenOfWhatFailed() {
        dispatch.order(BatchOrders.seeds("b", 5));
        finish(job -> {
            if (index(job) % 2 == 0) {
                dispatch.succeed(job);
            } else {
                dispatch.fail(job, new Failure.ContentRefused("no"));
            }
        });
        requests();
        told();

        dispatch.order(BatchOrders.retry("b", 0));
        dispatch.order(BatchOrders.retry("b", 0));

        assertThat(requests()).satisfiesExactly(isAgain(1), isAgain(3));
        finish(dispatch::succeed);
        assertThat(told().getLast()).satisfies(last -> {
            assertThat(last.getState()).isEqualTo(BatchState.SUCCEEDED);
            assertThat(last.getRound()).isEqualTo(1);
            assertThat(last.getCounts().getSucceeded()).isEqualTo(5);
        });
    }

    private static Consumer<GenerationRequested> isAgain(int index) {
        return request -> {
            assertThat(request.getGenerationId()).isEqualTo(BatchOrders.child("b", 1, index));
            assertThat(request.getParentId()).contains(BatchOrders.child("b", 0, index));
            assertThat(request.getInput()).contains("\"seed\":" + index);
        };
    }

    @Test
    void triesNothingAgainWhileItRunsOrWhenNothingFailed() {
        dispatch.order(BatchOrders.seeds("b", 2));
        dispatch.order(BatchOrders.retry("b", 0));
        finish(dispatch::succeed);
        dispatch.order(BatchOrders.retry("b", 0));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(requests()).hasSize(2);
    }

    @Test
    void countsWhatItCostsAndRefusesWhatCannotBePaid() {
        long price = 40_000;
        dispatch.model(
                "atelier/sketch",
                Definitions.target("sketch")
                        .setPrices(List.of(new Price(price, PriceUnit.REQUEST, Map.of())))
                        .build());
        dispatch.order(BatchOrders.seeds("b", 3));

        finish(job -> dispatch.succeed(job, price));

        assertThat(told().getLast().getCostMicros()).isEqualTo(3 * price);
    }

    /** It is free at the first, and nothing may be spent at the second. */
    @Test
    void countsWhatIsRefusedBetweenTwoProviders() {
        dispatch.model(
                "atelier/sketch",
                Definitions.target("sketch")
                        .setPrices(List.of(new Price(0L, PriceUnit.REQUEST, Map.of())))
                        .build(),
                Definitions.target("fal")
                        .setPrices(List.of(new Price(1L, PriceUnit.REQUEST, Map.of())))
                        .build());
        dispatch.account("fal", 1);
        dispatch.project(ProjectDefined.newBuilder()
                .setProject("demo")
                .setBudget(Budget.newBuilder().setCreditMicros(0L).build())
                .build());
        dispatch.order(BatchOrders.seeds("b", 1));

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.AccountRefused("no credit"));

        BatchStatus last = told().getLast();
        assertThat(last.getState()).isEqualTo(BatchState.FAILED);
        assertThat(last.getCounts().getFailed()).isEqualTo(1);
        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void stopsWhatWaitsForItsNextAttempt() {
        dispatch.order(BatchOrders.seeds("b", 1));
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        dispatch.order(BatchOrders.cancel("b"));

        assertThat(told().getLast().getState()).isEqualTo(BatchState.CANCELED);
    }

    @Test
    void isTheSameBatchHoweverOftenItIsAskedFor() {
        dispatch.order(BatchOrders.seeds("b", 2));
        dispatch.order(BatchOrders.seeds("b", 2));

        assertThat(requests()).hasSize(2);
    }

    @Test
    void takesNoGenerationOfAnotherForItsOwn() {
        dispatch.submit(Requests.builder("demo", "mine")
                .setGenerationId(BatchOrders.child("b", 0))
                .build());

        dispatch.order(BatchOrders.seeds("b", 2));
        finish(dispatch::succeed);

        assertThat(told().getLast().getCounts())
                .isEqualTo(
                        BatchCounts.newBuilder().setSucceeded(1).setRejected(1).build());
    }

    @Test
    void saysWhyABatchCannotBeMade() {
        dispatch.order(BatchOrders.part("b", 1, "{}"));

        dispatch.order(BatchOrders.list("b", 1));

        assertThat(told()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(BatchState.FAILED);
            assertThat(status.getFailure().orElseThrow().getMessage())
                    .isEqualTo("total must be the number of items, which is 0, but was 1");
        });
        dispatch.order(BatchOrders.retry("b", 0));
        assertThat(told()).isEmpty();
    }

    @Test
    void putsAsideABatchOfAnUnknownProject() {
        dispatch.order(BatchOrders.order(
                BatchOrders.builder("b").setProject("other").setTotal(1).setMatrix(BatchOrders.seedsOf(1))));

        assertThat(dispatch.deadLetters()).isEqualTo(1);
    }

    /** A retry needs what was asked for, so it is kept for as long as ids are. */
    @Test
    void forgetsABatchThatIsOverForLong() {
        dispatch.order(BatchOrders.seeds("b", 1));
        finish(job -> dispatch.fail(job, new Failure.ContentRefused("no")));
        dispatch.pass(Duration.ofDays(8));

        dispatch.order(BatchOrders.retry("b", 0));

        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void forgetsItemsThatNobodyAskedFor() {
        dispatch.order(BatchOrders.part("b", 0, "{\"seed\":1}"));
        dispatch.pass(Duration.ofHours(2));

        dispatch.order(BatchOrders.list("b", 1));

        assertThat(told().getLast().getState()).isEqualTo(BatchState.FAILED);
    }

    /** Ends each job as {@code end} says, until there are no more. */
    private void finish(Consumer<GenerationJob> end) {
        for (int turn = 0; turn < 20; turn++) {
            for (var jobs = dispatch.jobs(); !jobs.isEmpty(); jobs = dispatch.jobs()) {
                jobs.forEach(end);
            }
            dispatch.pass(Duration.ofMillis(20));
        }
    }

    private int index(GenerationJob job) {
        return IntStream.range(0, 100)
                .filter(index -> job.getGenerationId().equals(BatchOrders.child("b", index)))
                .findFirst()
                .orElseThrow();
    }

    /** What was admitted since this was last asked. */
    private List<GenerationRequested> requests() {
        return dispatch.events().stream()
                .flatMap(event -> event.getAdmitted().stream())
                .map(admitted -> admitted.getRequest())
                .filter(request -> request.getBatchId().isPresent())
                .toList();
    }

    /** What was told since this was last asked, none of it lost or counted twice. */
    private List<BatchStatus> told() {
        var told = dispatch.batches();
        assertThat(told).allSatisfy(BatchTest::isConserved);
        Set<Integer> ended = new HashSet<>();
        told.stream()
                .filter(status -> status.getEndedAt().isPresent())
                .forEach(status -> assertThat(ended.add(status.getRound())).isTrue());
        return told;
    }

    private void assertConserved() {
        assertThat(dispatch.batches()).isNotEmpty().allSatisfy(BatchTest::isConserved);
    }

    private static void isConserved(BatchStatus status) {
        BatchCounts counts = status.getCounts();
        assertThat(status.getWaiting()
                        + status.getActive()
                        + counts.getSucceeded()
                        + counts.getFailed()
                        + counts.getCanceled()
                        + counts.getExpired()
                        + counts.getRejected())
                .isEqualTo(status.getTotal());
    }
}
