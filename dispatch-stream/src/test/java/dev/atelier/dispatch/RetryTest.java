package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows a failure. */
class RetryTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void triesAgainAfterABackoffWhenTheProviderIsUnavailable() {
        dispatch.submit("a");
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        dispatch.pass(Duration.ofMillis(450));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(600));
        assertThat(dispatch.jobs()).extracting(GenerationJob::getAttempt).containsExactly(2);
        assertThat(kinds()).contains(GenerationEventKind.RETRYING);
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        dispatch.submit("a");
        dispatch.fail(
                dispatch.jobs().getFirst(), new Failure.Throttled("too fast", Optional.of(Duration.ofSeconds(20))));

        dispatch.pass(Duration.ofMillis(19_900));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(150));
        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void freesTheSlotOfAJobThatWaitsForItsNextAttempt() {
        dispatch.submit("a", "b", "c");
        var running = dispatch.jobs();

        dispatch.fail(running.getFirst(), new Failure.Unavailable("down"));

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    @Test
    void failsAfterTheLastAttempt() {
        dispatch.submit("a");
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
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs("fal").getFirst(), new Failure.AccountRefused("no credit"));

        assertThat(dispatch.jobs("sketch"))
                .extracting(GenerationJob::getAttempt)
                .containsExactly(2);
        assertThat(dispatch.outcomes()).isEmpty();
    }

    /** Attempts are counted for each account. */
    @Test
    void triesAsOftenAtTheNextTarget() {
        dispatch.model("atelier/sketch", "fal", "sketch");
        dispatch.account("fal", 1);
        dispatch.submit("a");
        for (int attempt = 1; attempt <= 3; attempt++) {
            dispatch.fail(dispatch.jobs("fal").getFirst(), new Failure.Unavailable("down"));
            dispatch.pass(Duration.ofSeconds(2));
        }

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));
        dispatch.pass(Duration.ofSeconds(2));

        assertThat(dispatch.outcomes()).isEmpty();
        assertThat(dispatch.jobs().getFirst().getAttempt()).isEqualTo(5);
    }

    @Test
    void neverTriesAgainWhatTheContentPolicyRefused() {
        dispatch.model("atelier/sketch", "fal", "sketch");
        dispatch.account("fal", 1);
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs("fal").getFirst(), new Failure.ContentRefused("refused"));

        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.CONTENT_REFUSED);
        assertThat(dispatch.jobs("sketch")).isEmpty();
    }

    @Test
    void neverResendsAnUncertainJobThatCannotBeAskedFor() {
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Uncertain("the connection broke"));
        dispatch.pass(Duration.ofMinutes(1));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.UNCERTAIN);
    }

    @Test
    void asksForAnUncertainJobWhoseIdIsKnown() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());

        dispatch.fail(job, new Failure.Uncertain("the connection broke"));
        dispatch.pass(Duration.ofSeconds(2));

        assertThat(dispatch.jobs().getFirst().getProviderRequestId()).contains("vendor-7");
    }

    /** To ask elsewhere might be to pay twice. */
    @Test
    void asksNobodyElseForWhatMayBeUnderWay() {
        dispatch.model("atelier/sketch", "fal", "sketch");
        dispatch.account("fal", 1);
        dispatch.submit("a");
        for (int attempt = 1; attempt <= 3; attempt++) {
            var job = dispatch.jobs("fal").getFirst();
            dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                    .setProviderRequestId("vendor-7")
                    .build());
            dispatch.fail(job, new Failure.Uncertain("no answer"));
            dispatch.pass(Duration.ofSeconds(2));
        }

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.UNCERTAIN);
    }

    @Test
    void submitsAnewWhatTheProviderItselfSaysHasFailed() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());

        dispatch.fail(job, new Failure.Unavailable("the vendor's worker died"));
        dispatch.pass(Duration.ofSeconds(2));

        assertThat(dispatch.jobs().getFirst().getProviderRequestId()).isEmpty();
    }

    @Test
    void doesNotTryAgainBeyondTheDeadline() {
        dispatch.submit(Requests.builder("demo", "a")
                .setDeadline(DispatchDriver.in(Duration.ofMillis(300)))
                .build());

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.EXPIRED);
    }

    private List<GenerationEventKind> kinds() {
        return dispatch.events().stream().map(GenerationEvent::getKind).toList();
    }
}
