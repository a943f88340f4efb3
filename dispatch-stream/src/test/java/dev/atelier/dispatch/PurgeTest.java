package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.PurgeRequested;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A purge empties the line of what fits, a bounded number at a time, and touches nothing else. */
class PurgeTest {
    private static final Duration A_LOOK = Duration.ofMillis(20);

    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void oneSlot() {
        dispatch.account("sketch", 1);
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void cancelsWhatWaitsAndSaysWhy() {
        dispatch.submit("a", "b", "c");

        dispatch.purge(UnaryOperator.identity());

        List<GenerationOutcome> outcomes = dispatch.outcomes();
        assertThat(ids(outcomes)).containsExactly(Requests.id("b"), Requests.id("c"));
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(GenerationStatus.CANCELED);
            assertThat(DispatchDriver.failure(outcome).getKind()).isEqualTo(FailureKind.PURGED);
            assertThat(DispatchDriver.failure(outcome).getMessage()).contains("it was purged while it waited");
        });
    }

    @Test
    void leavesAloneWhatRuns() {
        dispatch.submit("a", "b");
        var running = dispatch.jobs().getFirst();

        dispatch.purge(UnaryOperator.identity());

        assertThat(dispatch.canceledJobs()).isEmpty();
        dispatch.outcomes();
        dispatch.succeed(running);
        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.SUCCEEDED);
        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void leavesAloneWhatArrivesLater() {
        dispatch.submit("a", "b");
        var running = dispatch.jobs().getFirst();

        dispatch.purge(UnaryOperator.identity());
        dispatch.submit("c");
        dispatch.succeed(running);

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    @Test
    void takesOnlyWhatFits() {
        dispatch.project("other", Map.of());
        dispatch.model("atelier/other", "sketch");
        dispatch.submit("first", "plain");
        dispatch.submit(Requests.builder("demo", "batch").setLane(Lane.BATCH).build());
        dispatch.submit(
                Requests.builder("demo", "model").setModel("atelier/other").build());
        dispatch.submit(Requests.image("other", "project"));

        dispatch.purge(purge -> purge.setAccount("another"));
        dispatch.purge(purge -> purge.setProvider("fal"));
        assertThat(dispatch.outcomes()).isEmpty();
        dispatch.purge(purge -> purge.setLane(Lane.BATCH));
        assertThat(ids(dispatch.outcomes())).containsExactly(Requests.id("batch"));
        dispatch.purge(purge -> purge.setModel("atelier/other"));
        assertThat(ids(dispatch.outcomes())).containsExactly(Requests.id("model"));
        dispatch.purge(purge -> purge.setProject("other").setAccount("sketch"));
        assertThat(ids(dispatch.outcomes())).containsExactly(Requests.id("project"));
    }

    @Test
    void takesAThousandAtALook() {
        submitMany(2_500);

        dispatch.purge(UnaryOperator.identity());
        assertThat(dispatch.outcomes()).hasSize(1_000);
        dispatch.pass(A_LOOK);
        assertThat(dispatch.outcomes()).hasSize(1_000);
        dispatch.pass(A_LOOK);
        assertThat(dispatch.outcomes()).hasSize(500);
    }

    @Test
    void dispatchesNothingThatItHasNotReachedYet() {
        submitMany(1_500);
        dispatch.submit(Requests.builder("demo", "batch").setLane(Lane.BATCH).build());
        var running = dispatch.jobs().getFirst();

        dispatch.purge(purge -> purge.setLane(Lane.NORMAL));
        dispatch.succeed(running);

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("batch"));
    }

    @Test
    void servesWhoArrivedMeanwhileOnceItIsThrough() {
        submitMany(1_500);
        var running = dispatch.jobs().getFirst();
        dispatch.purge(UnaryOperator.identity());
        dispatch.submit(Requests.builder("demo", "later").setPriority(9).build());

        dispatch.succeed(running);
        dispatch.pass(A_LOOK);

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("later"));
        assertThat(dispatch.outcomes()).hasSize(1_501);
    }

    @Test
    void takesWhatIsMovedToTheFrontMeanwhile() {
        submitMany(1_500);
        dispatch.purge(UnaryOperator.identity());
        dispatch.outcomes();

        dispatch.move("demo", "g1400");

        assertThat(ids(dispatch.outcomes())).containsExactly(Requests.id("g1400"));
    }

    @Test
    void endsWhatRestsBetweenTwoAttemptsWhenItsTimeComes() {
        dispatch.submit("a");
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("down"));

        dispatch.purge(UnaryOperator.identity());
        dispatch.pass(Duration.ofSeconds(5));

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(DispatchDriver.failure(dispatch.outcomes().getFirst()).getKind())
                .isEqualTo(FailureKind.PURGED);
    }

    @Test
    void triesAgainWhatRanThen() {
        dispatch.submit("a");
        var running = dispatch.jobs().getFirst();

        dispatch.purge(UnaryOperator.identity());
        dispatch.pass(Duration.ofSeconds(1));
        dispatch.fail(running, new Failure.Unavailable("down"));
        dispatch.pass(Duration.ofSeconds(5));

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void putsAsideWhatIsNotKeyedByItsProvider() {
        dispatch.submit("a", "b");

        dispatch.purge(
                "fal",
                PurgeRequested.newBuilder()
                        .setProvider("sketch")
                        .setAt(Requests.NOON)
                        .build());

        assertThat(dispatch.outcomes()).isEmpty();
        assertThat(dispatch.deadLetters()).isEqualTo(1);
    }

    @Test
    void changesNothingWhereNobodyWaits() {
        dispatch.purge(UnaryOperator.identity());
        dispatch.submit("a");

        assertThat(dispatch.jobs()).hasSize(1);
        assertThat(dispatch.outcomes()).isEmpty();
    }

    private void submitMany(int count) {
        dispatch.submit("first");
        IntStream.range(0, count).forEach(i -> dispatch.submit("g" + i));
    }

    private static List<String> ids(List<GenerationOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.getRequest().getGenerationId())
                .toList();
    }
}
