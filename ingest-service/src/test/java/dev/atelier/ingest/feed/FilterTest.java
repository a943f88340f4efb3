package dev.atelier.ingest.feed;

import static dev.atelier.ingest.feed.Happenings.batch;
import static dev.atelier.ingest.feed.Happenings.step;
import static dev.atelier.ingest.feed.Happenings.success;
import static dev.atelier.ingest.feed.Happenings.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchState;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final Optional<String> ANY = Optional.empty();

    @Test
    void admitsEverythingWithoutConditions() {
        assertThat(Filter.NONE.admits(success("a"))).isTrue();
        assertThat(Filter.NONE.admits(batch("b", BatchState.RUNNING, 1))).isTrue();
    }

    @Test
    void admitsCertainTypes() {
        var filter = new Filter(Set.of(EventType.SUCCEEDED, EventType.BATCH_RUNNING), ANY, ANY, ANY, ANY);

        assertThat(filter.admits(success("a"))).isTrue();
        assertThat(filter.admits(step("a", EventType.PROGRESS))).isFalse();
        assertThat(filter.admits(batch("b", BatchState.RUNNING, 1))).isTrue();
        assertThat(filter.admits(batch("b", BatchState.FAILED, 2))).isFalse();
    }

    @Test
    void admitsWhatCarriesALabel() {
        var filter = new Filter(Set.of(), Optional.of("red"), ANY, ANY, ANY);

        assertThat(filter.admits(tagged("a", "blue", "red"))).isTrue();
        assertThat(filter.admits(tagged("a", "redder"))).isFalse();
    }

    @Test
    void admitsOneModel() {
        assertThat(new Filter(Set.of(), ANY, Optional.of("atelier/sketch"), ANY, ANY).admits(success("a")))
                .isTrue();
        assertThat(new Filter(Set.of(), ANY, Optional.of("sketch"), ANY, ANY).admits(success("a")))
                .isFalse();
    }

    @Test
    void admitsABatchAndWhatBelongsToIt() {
        var filter = new Filter(Set.of(), ANY, ANY, Optional.of("b"), ANY);

        assertThat(filter.admits(batch("b", BatchState.RUNNING, 1))).isTrue();
        assertThat(filter.admits(tagged("a", "batch:b"))).isTrue();
        assertThat(filter.admits(tagged("a", "batch:c"))).isFalse();
        assertThat(filter.admits(batch("c", BatchState.RUNNING, 1))).isFalse();
    }

    @Test
    void admitsOneGeneration() {
        var filter = new Filter(Set.of(), ANY, ANY, ANY, Optional.of("a"));

        assertThat(filter.admits(success("a"))).isTrue();
        assertThat(filter.admits(success("b"))).isFalse();
        assertThat(filter.admits(batch("a", BatchState.RUNNING, 1))).isFalse();
    }
}
