package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationStatus;
import dev.atelier.event.HealthState;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account that fails too often is left alone. */
class HealthTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void oneAttempt() {
        dispatch.account("sketch", 100);
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void leavesAnAccountAloneThatFailsTooOften() {
        failTimes(10);
        dispatch.submit("next");

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.health().getLast().getState()).isEqualTo(HealthState.OPEN);
    }

    @Test
    void triesOneAfterAWhileAndGoesOnWhenItSucceeds() {
        failTimes(10);
        dispatch.submit("a", "b", "c");

        dispatch.pass(Duration.ofSeconds(10));
        var probe = dispatch.jobs();
        assertThat(probe).hasSize(1);
        dispatch.succeed(probe.getFirst());

        assertThat(dispatch.jobs()).hasSizeGreaterThan(1);
        assertThat(dispatch.health().getLast().getState()).isEqualTo(HealthState.CLOSED);
    }

    @Test
    void waitsTwiceAsLongWhenThatFails() {
        failTimes(10);
        dispatch.submit("a");
        dispatch.pass(Duration.ofSeconds(10));
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.MalformedReply("still ill"));
        dispatch.submit("b");

        dispatch.pass(Duration.ofMillis(19_900));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(100));

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void sendsWhatComesToAnotherTargetMeanwhile() {
        dispatch.account("fal", 5);
        dispatch.model("it/two", "sketch", "fal");
        failTimes(10);

        dispatch.submit(Requests.builder("demo", "next").setModel("it/two").build());

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.jobs("fal")).hasSize(1);
    }

    @Test
    void holdsNothingAgainstAnAccountThatRefusesRequests() {
        IntStream.range(0, 20).forEach(i -> {
            dispatch.submit("n" + i);
            dispatch.fail(dispatch.jobs().getFirst(), new Failure.ContentRefused("no"));
        });

        dispatch.submit("next");

        assertThat(dispatch.jobs()).hasSize(1);
        assertThat(dispatch.health())
                .allSatisfy(health -> assertThat(health.getState()).isEqualTo(HealthState.CLOSED));
    }

    @Test
    void runsWhereTheRequestSaysAndNowhereElse() {
        dispatch.account("fal", 5);
        dispatch.model("it/two", "sketch", "fal");

        dispatch.submit(Requests.builder("demo", "a")
                .setModel("it/two")
                .setProvider("fal")
                .build());
        dispatch.submit(Requests.builder("demo", "b")
                .setModel("it/two")
                .setProvider("none")
                .build());

        assertThat(dispatch.jobs("fal")).hasSize(1);
        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.REJECTED);
    }

    /** A broken reply is final, so that each costs one attempt. */
    private void failTimes(int times) {
        IntStream.range(0, times).forEach(i -> {
            dispatch.submit("failing-" + i);
            dispatch.fail(dispatch.jobs().getFirst(), new Failure.MalformedReply("ill"));
        });
        dispatch.outcomes();
    }
}
