package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.ProjectDefined;
import dev.atelier.platform.failure.Failure;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much a project may have open at once: here two, at a provider that runs one at a time. */
class OpenBoundTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void bound() {
        dispatch.account("sketch", 1);
        bound(2);
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    private void bound(int most) {
        dispatch.project(ProjectDefined.newBuilder()
                .setProject("demo")
                .setDefaultModel("atelier/sketch")
                .setMaxQueued(most)
                .build());
    }

    private void assertAllFull(List<GenerationOutcome> outcomes) {
        assertThat(outcomes).isNotEmpty().allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.REJECTED);
            assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.QUEUE_FULL);
            assertThat(failure(outcome).getMessage())
                    .isEqualTo("project demo has 2 generations open, which is all that it may");
            assertThat(failure(outcome).getRetryAfterMillis()).contains(1000L);
        });
    }

    @Test
    void letsInExactlyAsManyHoweverManyAskAtOnce() {
        IntStream.range(0, 64).forEach(i -> dispatch.submit("n" + i));

        var outcomes = dispatch.outcomes();
        assertThat(outcomes).hasSize(62);
        assertAllFull(outcomes);
    }

    @Test
    void givesThePlaceOfWhatIsOverToTheNext() {
        dispatch.submit("a", "b");

        dispatch.succeed(dispatch.jobs().getFirst());
        dispatch.submit("c", "d");

        assertThat(dispatch.outcomes())
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .containsExactly(Requests.id("a"), Requests.id("d"));
    }

    @Test
    void givesThePlaceOfWhatFailedWasCanceledOrPurgedToTheNext() {
        dispatch.submit("a", "b");
        var first = dispatch.jobs().getFirst();
        dispatch.fail(first, new Failure.ContentRefused("no"));
        var second = dispatch.jobs().getFirst();
        dispatch.cancel("demo", "b");
        dispatch.report(second, JobReportKind.CANCELED);
        dispatch.submit("c", "d");
        dispatch.purge(UnaryOperator.identity());
        dispatch.outcomes();

        dispatch.submit("e", "f");

        var refused = dispatch.outcomes();
        assertThat(refused)
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .containsExactly(Requests.id("f"));
        assertAllFull(refused);
    }

    @Test
    void countsOneThatGoesOnElsewhereOnce() {
        dispatch.account("fal", 1);
        dispatch.model("atelier/sketch", "sketch", "fal");
        dispatch.submit("a");

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.AccountRefused("no money"));
        dispatch.submit("b", "c");

        assertThat(dispatch.outcomes())
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .containsExactly(Requests.id("c"));
        dispatch.succeed(dispatch.jobs("fal").getFirst());
        dispatch.submit("d");
        assertThat(dispatch.outcomes())
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .containsExactly(Requests.id("a"));
    }

    @Test
    void countsAnewWhenTheBoundIsRaised() {
        dispatch.submit("a", "b");
        bound(3);

        dispatch.submit("c", "d");

        assertThat(dispatch.outcomes())
                .extracting(outcome -> outcome.getRequest().getGenerationId())
                .containsExactly(Requests.id("d"));
    }
}
