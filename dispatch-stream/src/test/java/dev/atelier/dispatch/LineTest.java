package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Lane;
import dev.atelier.event.ProjectDefined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is. */
class LineTest {
    private final DispatchDriver dispatch = new DispatchDriver();
    private final Map<String, String> names = new HashMap<>();

    @AfterEach
    void close() {
        dispatch.close();
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
        oneSlot();
        submit("first", Lane.NORMAL, 0);
        submit("batch", Lane.BATCH, 0);
        submit("normal", Lane.NORMAL, 0);
        submit("interactive", Lane.INTERACTIVE, 0);

        assertThat(servedOneByOne()).containsExactly("first", "interactive", "normal", "batch");
    }

    @Test
    void servesALaneThatWasPassedOverLongEnough() {
        oneSlot();
        submit("first", Lane.NORMAL, 0);
        submit("batch", Lane.BATCH, 0);
        submit("normal", Lane.NORMAL, 0);
        IntStream.range(0, 100).forEach(i -> submit("interactive-" + i, Lane.INTERACTIVE, 0));

        List<String> served = servedOneByOne();

        assertThat(served.indexOf("normal")).isEqualTo(17);
        assertThat(served.indexOf("batch")).isEqualTo(65);
    }

    @Test
    void servesTheHigherPriorityOfAProjectFirst() {
        oneSlot();
        submit("first", Lane.NORMAL, 0);
        submit("low", Lane.NORMAL, -1);
        submit("normal", Lane.NORMAL, 0);
        submit("high", Lane.NORMAL, 5);

        assertThat(servedOneByOne()).containsExactly("first", "high", "normal", "low");
    }

    /** A step of priority goes before 1,000 arrivals, so whoever waits is served after that many at the latest. */
    @Test
    void letsNoFloodOfAHigherPriorityHoldBackALowerForEver() {
        oneSlot();
        submit("first", Lane.NORMAL, 0);
        submit("low", Lane.NORMAL, 0);
        IntStream.range(0, 1_100).forEach(i -> submit("high-" + i, Lane.NORMAL, 1));

        assertThat(servedOneByOne().indexOf("low")).isEqualTo(1_000);
    }

    @Test
    void letsProjectsTakeTurns() {
        oneSlot();
        for (String project : List.of("A", "B", "C")) {
            dispatch.project(project, Map.of());
        }
        List.of("A1", "A2", "B1", "C1", "C2", "A3").forEach(name -> submit(name.substring(0, 1), name));

        assertThat(servedOneByOne()).containsExactly("A1", "B1", "C1", "A2", "C2", "A3");
    }

    @Test
    void givesAProjectAsManyTurnsInARowAsItsWeight() {
        oneSlot();
        dispatch.project(
                new ProjectDefined("A", "atelier/sketch", Map.of(), Map.of(), 2, null, null, List.of(), null, null));
        dispatch.project("B", Map.of());
        List.of("A0", "A1", "A2", "A3", "A4", "B1", "B2").forEach(name -> submit(name.substring(0, 1), name));

        assertThat(servedOneByOne()).containsExactly("A0", "A1", "B1", "A2", "A3", "B2", "A4");
    }

    private void oneSlot() {
        dispatch.account("sketch", 1);
    }

    private void submit(String project, String name) {
        names.put(Requests.id(name), name);
        dispatch.submit(Requests.image(project, name));
    }

    private void submit(String name, Lane lane, int priority) {
        names.put(Requests.id(name), name);
        dispatch.submit(Requests.builder("demo", name)
                .setLane(lane)
                .setPriority(priority)
                .build());
    }

    private List<String> servedOneByOne() {
        List<String> served = new ArrayList<>();
        for (var jobs = dispatch.jobs(); !jobs.isEmpty(); jobs = dispatch.jobs()) {
            assertThat(jobs).hasSize(1);
            served.add(String.valueOf(names.get(jobs.getFirst().getGenerationId())));
            dispatch.succeed(jobs.getFirst());
        }
        return served;
    }
}
