package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.platform.failure.Failure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who holds a slot, and for how long. */
class LeaseTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void saysTheFinalWordWithTheTimeOfEachStep() {
        dispatch.submit("a");
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
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();

        dispatch.succeed(job);
        dispatch.succeed(job);
        dispatch.fail(job, new Failure.Unavailable("down"));

        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void dispatchesAgainWithTheKnownIdWhenALeaseRunsOut() {
        dispatch.submit("a");
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
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();

        for (int i = 0; i < 5; i++) {
            dispatch.pass(Duration.ofSeconds(8));
            dispatch.report(job, JobReportKind.PROGRESSED);
        }

        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void passesOnHowFarAJobIsAndHowItLooks() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.events();

        dispatch.report(dispatch.reportOf(job, JobReportKind.PROGRESSED)
                .setProgress(0.5)
                .setMessage("step 1 of 2")
                .setPreview(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build());

        assertThat(dispatch.events()).singleElement().satisfies(event -> {
            assertThat(event.getProgress()).contains(0.5);
            assertThat(event.getMessage()).contains("step 1 of 2");
            assertThat(event.getPreview()).contains(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        });
    }

    @Test
    void fencesTheReportsOfAnOlderAttempt() {
        dispatch.submit("a");
        var old = dispatch.jobs().getFirst();
        dispatch.pass(Duration.ofMillis(10_100));
        dispatch.jobs();

        dispatch.fail(old, new Failure.InvalidRequest("late", Optional.empty()));

        assertThat(dispatch.outcomes()).isEmpty();
    }

    @Test
    void countsALateSuccessOfAnOlderAttempt() {
        dispatch.submit("a");
        var old = dispatch.jobs().getFirst();
        dispatch.pass(Duration.ofMillis(10_100));
        var current = dispatch.jobs().getFirst();

        dispatch.succeed(old);
        dispatch.succeed(current);

        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void failsWhenAWorkerFellSilentOnEveryAttempt() {
        dispatch.submit("a");
        for (int attempt = 1; attempt <= 3; attempt++) {
            dispatch.report(dispatch.jobs().getFirst(), JobReportKind.TAKEN);
            dispatch.pass(Duration.ofMillis(10_100));
        }

        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.LEASE_EXPIRED);
    }

    @Test
    void neverAsksAProviderAgainThatMayHaveBeenAsked() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.TAKEN);
        dispatch.report(job, JobReportKind.SUBMITTING);

        dispatch.pass(Duration.ofMillis(10_100));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.UNCERTAIN);
    }

    /** As above, but the first worker came as far as to know the provider's id. */
    @Test
    void resumesWhatAProviderWasAskedFor() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.SUBMITTING);
        dispatch.report(dispatch.reportOf(job, JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());

        dispatch.pass(Duration.ofMillis(10_100));

        assertThat(dispatch.jobs().getFirst().getProviderRequestId()).contains("vendor-7");
    }

    /** While no worker is there, nothing is started; so nothing fails, however long it takes until one comes. */
    @Test
    void dispatchesAgainAndAgainWhatNoWorkerTakes() {
        dispatch.submit("a");

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
}
