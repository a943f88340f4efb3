package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.RateLimit;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much may run, and how fast. */
class LimitTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void runsNoMoreAtOnceThanTheAccountAllows() {
        dispatch.submit("a", "b", "c");

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("a"), Requests.id("b"));
    }

    @Test
    void dispatchesNoFasterThanTheAccountsTokenBucketAllows() {
        dispatch.account(Definitions.account("sketch", "sketch", 100)
                .setRateLimit(new RateLimit(10.0, 2))
                .build());
        dispatch.submit("a", "b", "c", "d");

        assertThat(dispatch.jobs()).hasSize(2);
        dispatch.pass(Duration.ofMillis(100));
        assertThat(dispatch.jobs()).hasSize(1);
        dispatch.pass(Duration.ofMillis(100));
        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void dispatchesAProjectNoFasterThanItsTokenBucketAllows() {
        dispatch.account("sketch", 100);
        dispatch.project("demo", Map.of("sketch", new RateLimit(2.0, 3)));
        dispatch.submit("a", "b", "c", "d", "e", "f");

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
        dispatch.submit("a", "b");
        dispatch.submit(Requests.image("other", "c"));

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("a"), Requests.id("c"));
    }

    @Test
    void countsAProjectsJobsOverAllAccountsOfAProvider() {
        dispatch.account(Definitions.account("one", "sketch", 10).build());
        dispatch.account(Definitions.account("two", "sketch", 10).build());
        dispatch.model("it/one", Definitions.target("sketch", "one").build());
        dispatch.model("it/two", Definitions.target("sketch", "two").build());
        dispatch.project(new ProjectDefined(
                "demo", "it/one", Map.of(), Map.of("sketch", 2), 1, null, null, List.of(), null, null));
        for (String name : List.of("a", "b", "c")) {
            dispatch.submit(Requests.builder("demo", name)
                    .setModel(name.equals("b") ? "it/two" : "it/one")
                    .build());
        }
        dispatch.submit(Requests.builder("demo", "d").setModel("it/two").build());
        var running = dispatch.jobs();

        assertThat(running).extracting(GenerationJob::getAccount).containsExactly("one", "two");
        dispatch.succeed(running.getFirst());
        dispatch.succeed(running.getLast());
        assertThat(dispatch.jobIds()).containsExactlyInAnyOrder(Requests.id("c"), Requests.id("d"));
    }

    @Test
    void holdsBackALimitedModelAndNotTheOthersOfItsProject() {
        dispatch.account("sketch", 10);
        dispatch.model("it/slow", Definitions.target("sketch").setConcurrency(1).build());
        for (String name : List.of("a", "b")) {
            dispatch.submit(Requests.builder("demo", name).setModel("it/slow").build());
        }
        dispatch.submit("c");
        var running = dispatch.jobs();

        assertThat(running)
                .extracting(GenerationJob::getGenerationId)
                .containsExactly(Requests.id("a"), Requests.id("c"));
        dispatch.succeed(running.getFirst());
        assertThat(dispatch.jobIds()).containsExactly(Requests.id("b"));
    }

    @Test
    void dispatchesAModelNoFasterThanItsTokenBucketAllows() {
        dispatch.account("sketch", 10);
        dispatch.model(
                "it/slow",
                Definitions.target("sketch").setRateLimit(new RateLimit(1.0, 1)).build());
        for (String name : List.of("a", "b")) {
            dispatch.submit(Requests.builder("demo", name).setModel("it/slow").build());
        }

        assertThat(dispatch.jobs()).hasSize(1);
        dispatch.pass(Duration.ofSeconds(1));
        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void leavesAnAccountAloneForAsLongAsItsProviderAsks() {
        dispatch.submit("a");
        dispatch.fail(
                dispatch.jobs().getFirst(), new Failure.Throttled("slow down", Optional.of(Duration.ofSeconds(7))));
        dispatch.submit("b");

        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(6_900));
        assertThat(dispatch.jobs()).isEmpty();
        dispatch.pass(Duration.ofMillis(100));
        assertThat(dispatch.jobIds()).containsExactlyInAnyOrder(Requests.id("a"), Requests.id("b"));
    }

    @Test
    void obeysNewLimitsWithinASecond() {
        dispatch.submit("a", "b", "c", "d");
        dispatch.jobs();

        dispatch.account("sketch", 4);
        dispatch.pass(Duration.ofSeconds(1));

        assertThat(dispatch.jobs()).hasSize(2);
    }

    @Test
    void rejectsInsteadOfWaitingWhenTheClientAsksForIt() {
        dispatch.submit("a", "b");
        dispatch.submit(Requests.builder("demo", "c").setOnLimit(OnLimit.REJECT).build());

        var outcome = dispatch.outcomes().getFirst();
        assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
        assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.LIMIT_REACHED);
        assertThat(failure(outcome).getRetryAfterMillis()).isPresent();
        dispatch.succeed(dispatch.jobs().getFirst());
        assertThat(dispatch.jobs()).isEmpty();
    }

    /** A job that runs is never stopped for another. */
    @Test
    void leavesEveryEighthSlotToWhatIsNoBatch() {
        dispatch.account("sketch", 16);
        submitBatch(20);
        var running = dispatch.jobs();
        assertThat(running).hasSize(14);

        dispatch.submit("a", "b", "c");

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("a"), Requests.id("b"));
        dispatch.succeed(running.getFirst());
        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
        dispatch.succeed(running.getLast());
        assertThat(dispatch.jobIds()).containsExactly(Requests.id("batch-14"));
    }

    @Test
    void letsABatchHaveAllOfFewSlots() {
        dispatch.account("sketch", 7);

        submitBatch(10);

        assertThat(dispatch.jobs()).hasSize(7);
    }

    private void submitBatch(int count) {
        IntStream.range(0, count)
                .mapToObj(number -> Requests.builder("demo", "batch-" + number)
                        .setLane(Lane.BATCH)
                        .build())
                .forEach(dispatch::submit);
    }

    @Test
    void saysWhenTheLimitAllowsTheNext() {
        dispatch.account("sketch", 100);
        dispatch.project("demo", Map.of("sketch", new RateLimit(0.5, 1)));
        dispatch.submit("a");
        dispatch.submit(Requests.builder("demo", "b").setOnLimit(OnLimit.REJECT).build());

        assertThat(failure(dispatch.outcomes().getFirst()).getRetryAfterMillis())
                .contains(2_000L);
    }
}
