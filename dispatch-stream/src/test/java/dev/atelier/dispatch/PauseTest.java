package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.PauseKind;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators pause waits, and goes on as it was when they resume it. */
class PauseTest {
    /** A resume is seen within this. */
    private static final Duration SOON = Duration.ofMillis(1_050);

    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @ParameterizedTest
    @CsvSource({"LANE, normal", "ACCOUNT, sketch", "MODEL, atelier/sketch"})
    void dispatchesNothingOfWhatIsPaused(PauseKind kind, String name) {
        dispatch.pause(kind, name);

        dispatch.submit("a", "b", "c");
        dispatch.pass(Duration.ofMinutes(1));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LANE, normal", "ACCOUNT, sketch", "MODEL, atelier/sketch"})
    void servesThoseWhoWaitedInTheirOrderWhenItIsResumed(PauseKind kind, String name) {
        dispatch.account("sketch", 1);
        dispatch.pause(kind, name);
        dispatch.submit("a", "b");

        dispatch.resume(kind, name);
        dispatch.pass(SOON);

        var first = dispatch.jobs();
        assertThat(first)
                .singleElement()
                .satisfies(job -> assertThat(job.getGenerationId()).isEqualTo(Requests.id("a")));
        dispatch.succeed(first.getFirst());
        assertThat(dispatch.jobIds()).containsExactly(Requests.id("b"));
    }

    @Test
    void letsGoOnWhatRuns() {
        dispatch.submit("a");
        var running = dispatch.jobs().getFirst();

        dispatch.pause(PauseKind.ACCOUNT, "sketch");
        dispatch.succeed(running);

        assertThat(dispatch.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.SUCCEEDED));
        assertThat(dispatch.canceledJobs()).isEmpty();
    }

    @Test
    void triesNothingAgainWhileItIsPaused() {
        dispatch.submit("a");
        var running = dispatch.jobs().getFirst();
        dispatch.pause(PauseKind.MODEL, "atelier/sketch");

        dispatch.fail(running, new Failure.Unavailable("down"));
        dispatch.pass(Duration.ofMinutes(1));

        assertThat(dispatch.jobs()).isEmpty();
        dispatch.resume(PauseKind.MODEL, "atelier/sketch");
        dispatch.pass(SOON);
        assertThat(dispatch.jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.getAttempt()).isEqualTo(2));
    }

    @Test
    void pausesNothingElse() {
        dispatch.model("atelier/other", "sketch");
        dispatch.pause(PauseKind.LANE, "batch");
        dispatch.pause(PauseKind.ACCOUNT, "fal");
        dispatch.pause(PauseKind.MODEL, "atelier/other");

        dispatch.submit("a");

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void refusesWhoDoesNotWantToWaitAndSaysWhy() {
        dispatch.pause(PauseKind.ACCOUNT, "sketch");

        dispatch.submit(Requests.builder("demo", "a").setOnLimit(OnLimit.REJECT).build());

        var outcome = dispatch.outcomes().getFirst();
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(DispatchDriver.failure(outcome).getKind()).isEqualTo(FailureKind.LIMIT_REACHED);
        assertThat(DispatchDriver.failure(outcome).getMessage()).isEqualTo("account sketch is paused: maintenance");
        assertThat(DispatchDriver.failure(outcome).getRetryAfterMillis()).isEmpty();
    }

    /** A pause means to hold, not to pay somebody else. */
    @Test
    void sendsNothingElsewhereBecauseItsAccountIsPaused() {
        dispatch.account("fal", 2);
        dispatch.model("atelier/sketch", "sketch", "fal");
        dispatch.pause(PauseKind.ACCOUNT, "sketch");

        dispatch.submit("a");
        dispatch.pass(Duration.ofMinutes(1));

        assertThat(dispatch.jobs("fal")).isEmpty();
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void letsDeadlinesPassMeanwhile() {
        dispatch.pause(PauseKind.LANE, "normal");
        dispatch.submit(Requests.builder("demo", "a")
                .setStartBy(DispatchDriver.in(Duration.ofSeconds(30)))
                .build());

        dispatch.pass(Duration.ofSeconds(31));

        assertThat(dispatch.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.EXPIRED));
    }

    /** It has been passed over longer than any other, and still cannot be served. */
    @Test
    void letsNoPausedLaneStandBeforeOneThatCanBeServed() {
        dispatch.account("sketch", 1);
        dispatch.project("other", Map.of());
        dispatch.submit("first");
        dispatch.pause(PauseKind.LANE, "batch");
        submit("batch", Lane.BATCH);
        submit("normal", Lane.NORMAL);
        submit("normal-too", Lane.NORMAL);
        IntStream.range(0, 120).forEach(i -> submit("interactive-" + i, Lane.INTERACTIVE));

        int served = 0;
        for (var jobs = dispatch.jobs(); !jobs.isEmpty() && served < 100; jobs = dispatch.jobs()) {
            served += jobs.getFirst().getGenerationId().equals(Requests.id("normal-too")) ? 1_000 : 1;
            dispatch.succeed(jobs.getFirst());
        }

        assertThat(served).isBetween(1_001, 1_040);
    }

    private void submit(String name, Lane lane) {
        dispatch.submit(Requests.builder("demo", name).setLane(lane).build());
    }
}
