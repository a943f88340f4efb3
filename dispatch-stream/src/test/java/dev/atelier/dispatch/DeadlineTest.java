package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Terms;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a generation may take, and how often it is tried. */
class DeadlineTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void expiresWhoWaitsBeyondItsDeadline() {
        dispatch.submit("a", "b");
        dispatch.submit(Requests.builder("demo", "c")
                .setDeadline(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());
        var running = dispatch.jobs();

        dispatch.pass(Duration.ofMillis(2_050));

        assertThat(status()).isEqualTo(GenerationStatus.EXPIRED);
        dispatch.succeed(running.getFirst());
        assertThat(dispatch.jobs()).isEmpty();
    }

    /** Right to 100 ms, also when no report comes and every slot is taken. */
    @Test
    void expiresInTime() {
        dispatch.submit("a", "b");
        dispatch.submit(Requests.builder("demo", "c")
                .setDeadline(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());

        dispatch.pass(Duration.ofMillis(1_950));
        assertThat(dispatch.outcomes()).isEmpty();
        dispatch.pass(Duration.ofMillis(100));

        assertThat(dispatch.outcomes()).hasSize(1);
    }

    @Test
    void expiresWhatNoWorkerStartedInTime() {
        dispatch.submit(Requests.builder("demo", "a")
                .setStartBy(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());

        dispatch.pass(Duration.ofMillis(2_050));

        assertThat(status()).isEqualTo(GenerationStatus.EXPIRED);
    }

    @Test
    void letsFinishWhatWasStartedInTime() {
        dispatch.submit(Requests.builder("demo", "a")
                .setStartBy(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.TAKEN);

        dispatch.pass(Duration.ofMillis(2_050));
        dispatch.succeed(job);

        assertThat(status()).isEqualTo(GenerationStatus.SUCCEEDED);
    }

    @Test
    void triesAgainWhatWasStartedInTime() {
        dispatch.submit(Requests.builder("demo", "a")
                .setStartBy(DispatchDriver.in(Duration.ofMillis(500)))
                .build());
        var job = dispatch.jobs().getFirst();
        dispatch.report(job, JobReportKind.TAKEN);

        dispatch.fail(job, new Failure.Unavailable("down"));
        dispatch.pass(Duration.ofSeconds(2));

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void takesTheTermsOfTheModelBeforeThoseOfTheProject() {
        dispatch.model(
                Definitions.model("it/quick", Definitions.target("sketch").build())
                        .setTerms(new Terms(null, 3_000L, null))
                        .build());
        dispatch.project(new ProjectDefined(
                "demo", "it/quick", Map.of(), Map.of(), 1, new Terms(null, 60_000L, 1), null, List.of(), null, null));
        dispatch.account("sketch", 1);
        dispatch.submit("first");
        dispatch.submit(Requests.builder("demo", "a").setModel("it/quick").build());

        dispatch.pass(Duration.ofMillis(3_050));

        assertThat(status()).isEqualTo(GenerationStatus.EXPIRED);
    }

    @Test
    void triesNoMoreOftenThanTheRequestAllows() {
        dispatch.submit(Requests.builder("demo", "a").setMaxAttempts(1).build());

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        assertThat(failure(dispatch.outcomes().getFirst()).getKind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    private GenerationStatus status() {
        return dispatch.outcomes().getFirst().getStatus();
    }
}
