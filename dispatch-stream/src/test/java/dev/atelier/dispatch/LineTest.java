package dev.atelier.dispatch;

import static dev.atelier.dispatch.DispatchDriver.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who stands in line, and whose turn it is. */
class LineTest {
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
    void givesAFreedSlotToTheNextInLine() {
        dispatch.submit("a", "b", "c");
        var running = dispatch.jobs();

        dispatch.succeed(running.getFirst());

        assertThat(dispatch.jobIds()).containsExactly(Requests.id("c"));
    }

    @Test
    void servesInteractiveBeforeNormalBeforeBatch() {
        dispatch.account("sketch", 1);
        dispatch.submit("first");
        dispatch.submit(Requests.builder("demo", "batch").setLane(Lane.BATCH).build());
        dispatch.submit(Requests.builder("demo", "normal").build());
        dispatch.submit(Requests.builder("demo", "interactive")
                .setLane(Lane.INTERACTIVE)
                .build());

        assertThat(servedOneByOne()).containsExactly("first", "interactive", "normal", "batch");
    }

    @Test
    void servesTheHigherPriorityOfAProjectFirst() {
        dispatch.account("sketch", 1);
        dispatch.submit("first");
        dispatch.submit(Requests.builder("demo", "normal").build());
        dispatch.submit(Requests.builder("demo", "interactive").setPriority(5).build());

        assertThat(servedOneByOne()).containsExactly("first", "interactive", "normal");
    }

    @Test
    void letsProjectsTakeTurns() {
        dispatch.account("sketch", 1);
        for (String project : List.of("A", "B", "C")) {
            dispatch.project(project, Map.of());
        }
        for (String name : List.of("A1", "A2", "B1", "C1", "C2", "A3")) {
            dispatch.submit(Requests.image(name.substring(0, 1), name));
        }

        assertThat(servedOneByOne()).containsExactly("A1", "B1", "C1", "A2", "C2", "A3");
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
    void obeysAnAccountsNewConcurrencyWithinASecond() {
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

    @Test
    void expiresWhoWaitsBeyondItsDeadline() {
        dispatch.submit("a", "b");
        dispatch.submit(Requests.builder("demo", "c")
                .setDeadline(DispatchDriver.in(Duration.ofSeconds(2)))
                .build());
        var running = dispatch.jobs();

        dispatch.pass(Duration.ofMillis(2_050));

        assertThat(dispatch.outcomes().getFirst().getStatus()).isEqualTo(GenerationStatus.EXPIRED);
        dispatch.succeed(running.getFirst());
        assertThat(dispatch.jobs()).isEmpty();
    }

    private List<String> servedOneByOne() {
        var names = Stream.of("first", "batch", "normal", "interactive", "A1", "A2", "A3", "B1", "C1", "C2")
                .collect(Collectors.toMap(Requests::id, Function.identity()));
        List<String> served = new ArrayList<>();
        for (var jobs = dispatch.jobs(); !jobs.isEmpty(); jobs = dispatch.jobs()) {
            assertThat(jobs).hasSize(1);
            served.add(String.valueOf(names.get(jobs.getFirst().getGenerationId())));
            dispatch.succeed(jobs.getFirst());
        }
        return served;
    }
}
