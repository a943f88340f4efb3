package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FlowReported;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.ProjectDefined;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a line, so that others can count who goes before whom. */
class LineReportTest {
    private static final Duration A_SECOND = Duration.ofMillis(1_050);

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
    void saysNothingWhileNobodyWaits() {
        dispatch.submit("a");
        dispatch.succeed(dispatch.jobs().getFirst());
        dispatch.pass(Duration.ofMinutes(1));

        assertThat(dispatch.lines()).isEmpty();
        assertThat(dispatch.events()).noneMatch(event -> event.getKind() == GenerationEventKind.WAITING);
    }

    @Test
    void saysWhereOneStandsWhoJoins() {
        dispatch.submit("a", "b");

        assertThat(waiting()).singleElement().satisfies(event -> {
            assertThat(event.getGenerationId()).isEqualTo(Requests.id("b"));
            assertThat(event.getPlace().orElseThrow().getAccount()).isEqualTo("sketch");
            assertThat(event.getPlace().orElseThrow().getLane()).isEqualTo(Lane.NORMAL);
            assertThat(event.getPlace().orElseThrow().getModel()).isEqualTo("atelier/sketch");
        });
    }

    @Test
    void saysAgainWhereOneStandsWhoIsMoved() {
        dispatch.submit("a", "b", "c");
        var before = waiting();

        dispatch.move("demo", "c");

        assertThat(rank(waiting().getFirst())).isLessThan(rank(before.getFirst()));
    }

    @Test
    void tellsOnceASecondHowTheLineStands() {
        dispatch.submit("a", "b", "c");
        var ranks = waiting().stream().map(LineReportTest::rank).toList();
        assertThat(dispatch.lines()).isEmpty();

        dispatch.pass(A_SECOND);

        LineReported line = dispatch.lines().getFirst();
        assertThat(line.getProvider()).isEqualTo("sketch");
        assertThat(List.of(line.getRunning(), line.getSlots())).containsExactly(1, 1);
        assertThat(line.getPerSecond()).isPositive();
        assertThat(line.getLanes()).singleElement().satisfies(lane -> {
            assertThat(lane.getLane()).isEqualTo(Lane.NORMAL);
            assertThat(lane.getWaiting()).isEqualTo(2);
            assertThat(lane.getUnlisted()).isZero();
            assertThat(lane.getFlows())
                    .containsExactly(new FlowReported("demo", 1, "atelier/sketch", 2, ranks, ranks.getLast()));
        });
    }

    @Test
    void isSilentWhileNothingChanges() {
        dispatch.submit("a", "b");
        dispatch.pass(A_SECOND);
        dispatch.lines();

        dispatch.pass(Duration.ofSeconds(5));

        assertThat(dispatch.lines()).isEmpty();
    }

    @Test
    void tellsOnceThatNobodyWaitsAnyMore() {
        dispatch.submit("a", "b");
        dispatch.pass(A_SECOND);
        dispatch.lines();
        dispatch.succeed(dispatch.jobs().getFirst());

        dispatch.pass(A_SECOND);

        assertThat(dispatch.lines()).singleElement().satisfies(line -> {
            assertThat(line.getLanes()).isEmpty();
            assertThat(line.getRunMillis()).isPositive();
        });
        dispatch.succeed(dispatch.jobs().getFirst());
        dispatch.pass(Duration.ofSeconds(5));
        assertThat(dispatch.lines()).isEmpty();
    }

    @Test
    void namesProjectsInTheOrderOfTheirTurns() {
        for (String project : List.of("A", "B", "C")) {
            dispatch.project(project, Map.of());
        }
        List.of("A", "A", "B", "C", "A").forEach(project -> dispatch.submit(Requests.image(project, name(project))));

        dispatch.pass(A_SECOND);

        assertThat(lane(dispatch.lines().getLast()).getFlows())
                .extracting(FlowReported::getProject)
                .containsExactly("B", "C", "A");
    }

    @Test
    void saysHowManyMoreInARowTheFirstHas() {
        dispatch.project(ProjectDefined.newBuilder()
                .setProject("A")
                .setDefaultModel("atelier/sketch")
                .setWeight(3)
                .build());
        dispatch.project("B", Map.of());
        List.of("A", "A", "A", "A", "B").forEach(project -> dispatch.submit(Requests.image(project, name(project))));
        dispatch.succeed(dispatch.jobs().getFirst());

        dispatch.pass(A_SECOND);

        LaneReported lane = lane(dispatch.lines().getLast());
        assertThat(lane.getFlows()).extracting(FlowReported::getProject).containsExactly("A", "B");
        assertThat(lane.getFlows()).extracting(FlowReported::getWeight).containsExactly(3, 1);
        assertThat(lane.getLeftOfTurn()).isEqualTo(1);
    }

    @Test
    void namesNoMoreThanTheFirstOfManyAndTheLast() {
        dispatch.submit("first");
        IntStream.range(0, 500).forEach(i -> dispatch.submit("g" + i));
        var ranks = waiting().stream().map(LineReportTest::rank).toList();

        dispatch.pass(A_SECOND);

        FlowReported flow = lane(dispatch.lines().getLast()).getFlows().getFirst();
        assertThat(flow.getWaiting()).isEqualTo(500);
        assertThat(flow.getRanks()).isEqualTo(ranks.subList(0, 32));
        assertThat(flow.getLastRank()).isEqualTo(ranks.getLast());
    }

    @Test
    void countsTheProjectsThatItDoesNotName() {
        IntStream.range(0, 251).forEach(i -> {
            dispatch.project("p" + i, Map.of());
            dispatch.submit(Requests.image("p" + i, "g" + i));
        });

        dispatch.pass(A_SECOND);

        LaneReported lane = lane(dispatch.lines().getLast());
        assertThat(lane.getFlows()).hasSize(200);
        assertThat(lane.getWaiting()).isEqualTo(250);
        assertThat(lane.getUnlisted()).isEqualTo(50);
    }

    private int names;

    private String name(String project) {
        return project + names++;
    }

    private List<GenerationEvent> waiting() {
        return dispatch.events().stream()
                .filter(event -> event.getKind() == GenerationEventKind.WAITING)
                .toList();
    }

    private static long rank(GenerationEvent event) {
        return event.getPlace().orElseThrow().getRank();
    }

    private static LaneReported lane(LineReported line) {
        return line.getLanes().getFirst();
    }
}
