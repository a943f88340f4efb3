package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.RateLimit;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulingTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void runsNoMoreAtOnceThanTheAccountAllows() {
        submit("a", "b", "c");

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("a"), Requests.id("b"));
    }

    @Test
    void givesAFreedSlotToTheNextInLine() {
        submit("a", "b", "c");
        var running = dispatch.jobs();

        dispatch.succeed(running.getFirst());

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    @Test
    void servesInteractiveBeforeNormalBeforeBatch() {
        dispatch.account("sketch", 1);
        submit("first");
        dispatch.submit(Requests.builder("demo", "batch").setLane(Lane.BATCH).build());
        dispatch.submit(Requests.builder("demo", "normal").build());
        dispatch.submit(Requests.builder("demo", "interactive")
                .setLane(Lane.INTERACTIVE)
                .build());

        assertThat(servedOneByOne()).containsExactly("first", "interactive", "normal", "batch");
    }

    @Test
    void servesTheHigherPriorityOfAProjectFirst() {
        dispatch.account("sketch", 1);
        submit("first");
        dispatch.submit(Requests.builder("demo", "normal").build());
        dispatch.submit(Requests.builder("demo", "interactive").setPriority(5).build());

        assertThat(servedOneByOne()).containsExactly("first", "interactive", "normal");
    }

    @Test
    void letsProjectsTakeTurns() {
        dispatch.account("sketch", 1);
        for (String project : List.of("A", "B", "C")) {
            dispatch.project(project, Map.of());
        }
        for (String name : List.of("A1", "A2", "B1", "C1", "C2", "A3")) {
            dispatch.submit(Requests.image(name.substring(0, 1), name));
        }

        assertThat(servedOneByOne()).containsExactly("A1", "B1", "C1", "A2", "C2", "A3");
    }

    @Test
    void dispatchesAProjectNoFasterThanItsTokenBucketAllows() {
        dispatch.account("sketch", 100);
        dispatch.project("demo", Map.of("sketch", new RateLimit(2.0, 3)));
        submit("a", "b", "c", "d", "e", "f");

        assertThat(dispatch.jobs()).hasSize(3);
        dispatch.pass(Duration.ofMillis(450));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(50));
        assertThat(dispatch.jobs()).hasSize(1);
        dispatch.pass(Duration.ofSeconds(5));
        assertThat(dispatch.jobs()).hasSize(2);
    }

    @Test
    void passesOverALimitedProjectAndServesTheNext() {
        dispatch.account("sketch", 100);
        dispatch.project("demo", Map.of("sketch", new RateLimit(0.001, 1)));
        dispatch.project("other", Map.of());
        submit("a", "b");
        dispatch.submit(Requests.image("other", "c"));

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("a"), Requests.id("c"));
    }

    @Test
    void obeysAnAccountsNewConcurrencyWithinASecond() {
        submit("a", "b", "c", "d");
        dispatch.jobs();

        dispatch.account("sketch", 4);
        dispatch.pass(Duration.ofSeconds(1));

        assertThat(dispatch.jobs()).hasSize(2);
    }

    @Test
    void rejectsInsteadOfWaitingWhenTheClientAsksForIt() {
        submit("a", "b");
        dispatch.submit(Requests.builder("demo", "c").setOnLimit(OnLimit.REJECT).build());

        var outcome = dispatch.outcomes().getFirst();
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.LIMIT_REACHED);
        assertThat(failure(outcome).getRetryAfterMillis()).isPresent();
        dispatch.succeed(dispatch.jobs().getFirst());
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void saysTheFinalWordWithTheTimeOfEachStep() {
        submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.TAKEN);
        dispatch.succeed(job);

        var outcome = dispatch.outcomes().getFirst();
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.SUCCEEDED);
        assertThat(outcome.getOutputs()).hasSize(1);
        assertThat(outcome.getWorker()).contains("worker-1");
        assertThat(outcome.getTimings().getTakenAt()).contains(Requests.NOON);
        assertThat(outcome.getTimings().getDecidedAt()).isPresent();
    }

    @Test
    void saysTheFinalWordOnce() {
        submit("a");
        var job = dispatch.jobs().getFirst();

        dispatch.succeed(job);
        dispatch.succeed(job);
        dispatch.fail(job, new Failure.Unavailable("down"));

        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void triesAgainAfterABackoffWhenTheProviderIsUnavailable() {
        submit("a");
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        dispatch.pass(Duration.ofMillis(450));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(600));
        assertThat(dispatch.jobs()).extracting(GenerationJob::getAttempt).containsExactly(2);
        assertThat(kinds()).contains(GenerationEventKind.RETRYING);
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        submit("a");
        dispatch.fail(
                dispatch.jobs().getFirst(), new Failure.Throttled("too fast", Optional.of(Duration.ofSeconds(20))));

        dispatch.pass(Duration.ofMillis(19_900));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(150));
        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void freesTheSlotOfAJobThatWaitsForItsNextAttempt() {
        submit("a", "b", "c");
        var running = dispatch.jobs();

        dispatch.fail(running.getFirst(), new Failure.Unavailable("down"));

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    @Test
    void failsAfterTheLastAttempt() {
        submit("a");
        for (int attempt = 1; attempt <= 3; attempt++) {
            dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));
            dispatch.pass(Duration.ofSeconds(10));
        }

        var outcome = dispatch.outcomes().getFirst();
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.FAILED);
        assertThat(outcome.getAttempt()).isEqualTo(3);
        assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void goesToTheNextTargetWhenAnAccountIsRefused() {
        dispatch.model("atelier/sketch", "fal", "sketch");
        dispatch.account("fal", 1);
        submit("a");

        dispatch.fail(dispatch.jobs("fal").getFirst(), new Failure.AccountRefused("no credit"));

        assertThat(dispatch.jobs("sketch"))
                .extracting(GenerationJob::getAttempt)
                .containsExactly(2);
        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void neverTriesAgainWhatTheContentPolicyRefused() {
        dispatch.model("atelier/sketch", "fal", "sketch");
        dispatch.account("fal", 1);
        submit("a");

        dispatch.fail(dispatch.jobs("fal").getFirst(), new Failure.ContentRefused("refused"));

        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.CONTENT_REFUSED);
        assertThat(dispatch.jobs("sketch")).isEmpty();
    }

    @Test
    void neverResendsAnUncertainJobThatCannotBeAskedFor() {
        submit("a");

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Uncertain("the connection broke"));
        dispatch.pass(Duration.ofMinutes(1));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.UNCERTAIN);
    }

    @Test
    void asksForAnUncertainJobWhoseIdIsKnown() {
        submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());

        dispatch.fail(job, new Failure.Uncertain("the connection broke"));
        dispatch.pass(Duration.ofSeconds(2));

        assertThat(dispatch.jobs().getFirst().getProviderRequestId()).contains("vendor-7");
    }

    @Test
    void submitsAnewWhatTheProviderItselfSaysHasFailed() {
        submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());

        dispatch.fail(job, new Failure.Unavailable("the vendor's worker died"));
        dispatch.pass(Duration.ofSeconds(2));

        assertThat(dispatch.jobs().getFirst().getProviderRequestId()).isEmpty();
    }

    @Test
    void dispatchesAgainWithTheKnownIdWhenALeaseRunsOut() {
        submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());

        dispatch.pass(Duration.ofMillis(10_100));

        var second = dispatch.jobs().getFirst();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getProviderRequestId()).contains("vendor-7");
    }

    @Test
    void keepsALeaseAsLongAsReportsCome() {
        submit("a");
        var job = dispatch.jobs().getFirst();

        for (int i = 0; i < 5; i++) {
            dispatch.pass(Duration.ofSeconds(8));
            dispatch.report(job, JobReportKind.PROGRESSED);
        }

        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void fencesTheReportsOfAnOlderAttempt() {
        submit("a");
        var old = dispatch.jobs().getFirst();
        dispatch.pass(Duration.ofMillis(10_100));
        dispatch.jobs();

        dispatch.fail(old, new Failure.InvalidRequest("late", Optional.empty()));

        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void countsALateSuccessOfAnOlderAttempt() {
        submit("a");
        var old = dispatch.jobs().getFirst();
        dispatch.pass(Duration.ofMillis(10_100));
        var current = dispatch.jobs().getFirst();

        dispatch.succeed(old);
        dispatch.succeed(current);

        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void failsWhenAWorkerFellSilentOnEveryAttempt() {
        submit("a");
        for (int attempt = 1; attempt <= 3; attempt++) {
            dispatch.report(dispatch.jobs().getFirst(), JobReportKind.TAKEN);
            dispatch.pass(Duration.ofMillis(10_100));
        }

        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.LEASE_EXPIRED);
    }

    /** While no worker is there, nothing is started; so nothing fails, however long it takes until one comes. */
    @Test
    void dispatchesAgainAndAgainWhatNoWorkerTakes() {
        submit("a");

        for (int i = 0; i < 10; i++) {
            dispatch.pass(Duration.ofMillis(10_100));
        }

        assertThat(dispatch.outcomes()).isEmpty();
        assertThat(dispatch.jobs().getLast().getAttempt()).isEqualTo(11);
    }

    @Test
    void expiresWhatNoWorkerTookByItsDeadline() {
        dispatch.submit(Requests.builder("demo", "a")
                .setDeadline(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());

        dispatch.pass(Duration.ofMillis(2_050));

        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.EXPIRED);
    }

    @Test
    void expiresWhoWaitsBeyondItsDeadline() {
        submit("a", "b");
        dispatch.submit(Requests.builder("demo", "c")
                .setDeadline(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());
        var running = dispatch.jobs();

        dispatch.pass(Duration.ofMillis(2_050));

        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.EXPIRED);
        dispatch.succeed(running.getFirst());
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void doesNotTryAgainBeyondTheDeadline() {
        dispatch.submit(Requests.builder("demo", "a")
                .setDeadline(DispatchDriver.in(Duration.ofMillis(300)))
                .build());

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.EXPIRED);
    }

    private void submit(String... names) {
        for (String name : names) {
            dispatch.submit(Requests.image(name));
        }
    }

    private List<String> servedOneByOne() {
        var names = Stream.of("first", "batch", "normal", "interactive", "A1", "A2", "A3", "B1", "C1", "C2")
                .collect(Collectors.toMap(Requests::id, Function.identity()));
        List<String> served = new ArrayList<>();
        for (var jobs = dispatch.jobs(); !jobs.isEmpty(); jobs = dispatch.jobs()) {
            assertThat(jobs).hasSize(1);
            served.add(String.valueOf(names.get(jobs.getFirst().getGenerationId())));
            dispatch.succeed(jobs.getFirst());
        }
        return served;
    }

    private List<GenerationEventKind> kinds() {
        return dispatch.events().stream().map(GenerationEvent::getKind).toList();
    }
}
