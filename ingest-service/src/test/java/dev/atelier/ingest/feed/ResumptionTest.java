package dev.atelier.ingest.feed;

import static dev.atelier.ingest.feed.EventType.PROGRESS;
import static dev.atelier.ingest.feed.EventType.RUNNING;
import static dev.atelier.ingest.feed.Happenings.EVENTS;
import static dev.atelier.ingest.feed.Happenings.NOON;
import static dev.atelier.ingest.feed.Happenings.RESULTS;
import static dev.atelier.ingest.feed.Happenings.step;
import static dev.atelier.ingest.feed.Happenings.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private static final Interest PROJECT = Interest.in(new Subject.OfProject("demo"));
    private static final Position SINCE = new Position(Map.of(EVENTS, 0L, RESULTS, 0L), false);

    private final Resumption way = new Resumption(SINCE, SINCE.past(EVENTS, 9).past(RESULTS, 9));

    @Test
    void tellsInTheOrderOfTime() {
        var told = way.told(
                List.of(
                        entry(RESULTS, 0, 2, success("a")),
                        entry(EVENTS, 1, 3, step("b", RUNNING)),
                        entry(EVENTS, 0, 1, step("a", RUNNING))),
                PROJECT);

        assertThat(told).extracting(Told::news).containsExactly(step("a", RUNNING), success("a"), step("b", RUNNING));
        assertThat(told)
                .extracting(Told::upTo)
                .containsExactly(
                        SINCE.past(EVENTS, 1),
                        SINCE.past(EVENTS, 1).past(RESULTS, 1),
                        SINCE.past(EVENTS, 2).past(RESULTS, 1));
    }

    @Test
    void keepsTheOrderOfAPartitionWhateverTheClocksSay() {
        var told = way.told(
                List.of(entry(EVENTS, 0, 5, step("a", RUNNING)), entry(EVENTS, 1, 1, step("b", RUNNING))), PROJECT);

        assertThat(told).extracting(Told::news).containsExactly(step("a", RUNNING), step("b", RUNNING));
    }

    @Test
    void tellsNoStepAfterTheEnd() {
        var told = way.told(
                List.of(entry(RESULTS, 0, 1, success("a")), entry(EVENTS, 0, 2, step("a", PROGRESS))), PROJECT);

        assertThat(told).extracting(Told::news).containsExactly(success("a"));
    }

    private static Entry entry(Part part, long offset, long second, News news) {
        return new Entry(part, offset, NOON.plusSeconds(second), news);
    }
}
