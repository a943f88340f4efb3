package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReportKind;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a generation is stopped, wherever it is. */
class CancelTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void stopsAtOnceWhatStandsInLine() {
        dispatch.submit("a", "b", "c");
        var running = dispatch.jobs();

        dispatch.cancel("demo", "c");

        assertThat(status()).isEqualTo(GenerationStatus.CANCELED);
        dispatch.succeed(running.getFirst());
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void stopsWhatRunsThroughItsWorker() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.TAKEN);
        dispatch.events();

        dispatch.cancel("demo", "a");

        assertThat(dispatch.outcomes()).isEmpty();
        var event = dispatch.events().getFirst();
        assertThat(event.getKind()).isEqualTo(GenerationEventKind.CANCELING);
        assertThat(event.getModel()).contains("atelier/sketch");
        assertThat(event.getTags()).containsExactly("house", "test");
        assertThat(dispatch.canceledJobs())
                .extracting(JobCanceled::getGenerationId)
                .containsExactly(Requests.id("a"));
        dispatch.report(dispatch.reportOf(job, JobReportKind.CANCELED)
                .setCostMicros(40_000L)
                .build());
        var outcome = dispatch.outcomes().getFirst();
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(outcome.getCostMicros()).contains(40_000L);
    }

    @Test
    void tellsAWorkerAgainThatTakesWhatIsCanceled() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.cancel("demo", "a");
        dispatch.canceledJobs();

        dispatch.report(job, JobReportKind.TAKEN);

        assertThat(dispatch.canceledJobs()).hasSize(1);
    }

    @Test
    void keepsTheResultThatWon() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.cancel("demo", "a");

        dispatch.succeed(job);
        dispatch.report(job, JobReportKind.CANCELED);

        assertThat(dispatch.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.SUCCEEDED));
    }

    @Test
    void isIdempotent() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();

        dispatch.cancel("demo", "a");
        dispatch.cancel("demo", "a");
        dispatch.report(job, JobReportKind.CANCELED);
        dispatch.cancel("demo", "a");

        assertThat(dispatch.canceledJobs()).hasSize(1);
        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void stopsWhatWaitsForItsNextAttempt() {
        dispatch.submit("a");
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        dispatch.cancel("demo", "a");

        assertThat(status()).isEqualTo(GenerationStatus.CANCELED);
        dispatch.pass(Duration.ofMinutes(1));
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void triesNothingAgainThatIsCanceled() {
        dispatch.submit("a");
        var job = dispatch.jobs().getFirst();
        dispatch.cancel("demo", "a");

        dispatch.fail(job, new Failure.Throttled("slow down", Optional.empty()));

        assertThat(status()).isEqualTo(GenerationStatus.CANCELED);
        dispatch.pass(Duration.ofMinutes(1));
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void stopsWhatNoWorkerAnswersFor() {
        dispatch.submit("a");
        dispatch.cancel("demo", "a");

        dispatch.pass(Duration.ofMillis(10_100));

        assertThat(status()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(dispatch.jobs()).hasSize(1);
    }

    /** Two topics have no order between them. */
    @Test
    void stopsWhatIsCanceledBeforeItIsRequested() {
        dispatch.cancel("demo", "a");
        dispatch.submit("a");
        dispatch.submit("a");

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void stopsNothingOfAnotherProject() {
        dispatch.submit("a");
        dispatch.project("other", java.util.Map.of());

        dispatch.cancel("other", "a");

        assertThat(dispatch.canceledJobs()).isEmpty();
    }

    @Test
    void freesTheSlot() {
        dispatch.submit("a", "b", "c");
        var running = dispatch.jobs();
        dispatch.cancel("demo", "a");

        dispatch.report(running.getFirst(), JobReportKind.CANCELED);

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    private GenerationStatus status() {
        return dispatch.outcomes().getFirst().getStatus();
    }
}
