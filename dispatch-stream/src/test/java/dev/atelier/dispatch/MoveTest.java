package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationJob;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is moved to the front goes before its own, and before nobody else. */
class MoveTest {
    private final DispatchDriver dispatch = new DispatchDriver();
    private final Map<String, String> names = new HashMap<>();

    @BeforeEach
    void oneSlot() {
        dispatch.account("sketch", 1);
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void servesWhoIsMovedNext() {
        submit("demo", "a", "b", "c", "d");

        dispatch.move("demo", "d");

        assertThat(servedOneByOne()).containsExactly("a", "d", "b", "c");
    }

    @Test
    void putsTheOneThatWasMovedLastFirst() {
        submit("demo", "a", "b", "c", "d");

        dispatch.move("demo", "c");
        dispatch.move("demo", "d");

        assertThat(servedOneByOne()).containsExactly("a", "d", "c", "b");
    }

    @Test
    void goesBeforeAHigherPriorityThatComesLater() {
        submit("demo", "a", "b");

        dispatch.move("demo", "b");
        names.put(Requests.id("high"), "high");
        dispatch.submit(Requests.builder("demo", "high").setPriority(9).build());

        assertThat(servedOneByOne()).containsExactly("a", "b", "high");
    }

    @Test
    void takesNoTurnOfAnotherProject() {
        dispatch.project("other", Map.of());
        submit("demo", "a", "b", "c");
        submit("other", "x", "y");

        dispatch.move("demo", "c");

        assertThat(servedOneByOne()).containsExactly("a", "x", "c", "y", "b");
    }

    @Test
    void keepsThePlaceAfterAFailedAttempt() {
        submit("demo", "a", "b", "c");
        dispatch.move("demo", "c");
        dispatch.succeed(dispatch.jobs().getFirst());
        GenerationJob moved = dispatch.jobs().getFirst();
        submit("demo", "d");

        dispatch.fail(moved, new Failure.Unavailable("down"));
        // The slot was given to b meanwhile.
        var next = dispatch.jobs();
        dispatch.pass(Duration.ofSeconds(5));
        dispatch.succeed(next.getFirst());

        assertThat(servedOneByOne()).containsExactly("c", "d");
    }

    /** Two topics have no order between them. */
    @Test
    void movesWhatIsRequestedLater() {
        submit("demo", "a", "b");

        dispatch.move("demo", "c");
        submit("demo", "c");

        assertThat(servedOneByOne()).containsExactly("a", "c", "b");
    }

    @Test
    void isWantedAtTheNextProviderToo() {
        dispatch.account("fal", 1);
        dispatch.model("atelier/two", "sketch", "fal");
        dispatch.model("atelier/fal", "fal");
        submit("demo", "a");
        submitTo("atelier/two", "moved");
        dispatch.move("demo", "moved");
        submitTo("atelier/fal", "f");
        submitTo("atelier/fal", "g");
        dispatch.succeed(dispatch.jobs().getFirst());
        var running = dispatch.jobs("fal").getFirst();

        dispatch.fail(dispatch.jobs().getFirst(), new Failure.AccountRefused("no"));
        dispatch.succeed(running);

        assertThat(dispatch.jobs("fal"))
                .extracting(GenerationJob::getGenerationId)
                .containsExactly(Requests.id("moved"));
    }

    @Test
    void changesNothingForWhatRunsOrHasEnded() {
        submit("demo", "a", "b", "c");
        var running = dispatch.jobs().getFirst();

        dispatch.move("demo", "a");
        dispatch.succeed(running);
        dispatch.move("demo", "a");

        assertThat(servedOneByOne()).containsExactly("b", "c");
        assertThat(dispatch.outcomes()).hasSize(3);
    }

    @Test
    void movesNothingOfAnotherProject() {
        dispatch.project("other", Map.of());
        submit("demo", "a", "b", "c");

        dispatch.move("other", "c");

        assertThat(servedOneByOne()).containsExactly("a", "b", "c");
    }

    @Test
    void stillCancelsWhatWasMovedBeforeItWasRequested() {
        dispatch.move("demo", "a");
        dispatch.cancel("demo", "a");

        dispatch.submit("a");

        assertThat(dispatch.jobs()).isEmpty();
        assertThat(dispatch.outcomes()).hasSize(1);
    }

    private void submit(String project, String... submitted) {
        for (String name : submitted) {
            names.put(Requests.id(name), name);
            dispatch.submit(Requests.image(project, name));
        }
    }

    private void submitTo(String model, String name) {
        dispatch.submit(Requests.builder("demo", name).setModel(model).build());
    }

    private List<String> servedOneByOne() {
        List<String> served = new ArrayList<>();
        for (var jobs = dispatch.jobs(); !jobs.isEmpty(); jobs = dispatch.jobs()) {
            served.add(String.valueOf(names.get(jobs.getFirst().getGenerationId())));
            dispatch.succeed(jobs.getFirst());
        }
        return served;
    }
}
