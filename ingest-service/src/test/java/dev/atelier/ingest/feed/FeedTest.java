package dev.atelier.ingest.feed;

import static dev.atelier.ingest.feed.EventType.PROGRESS;
import static dev.atelier.ingest.feed.EventType.RUNNING;
import static dev.atelier.ingest.feed.Happenings.BATCHES;
import static dev.atelier.ingest.feed.Happenings.EVENTS;
import static dev.atelier.ingest.feed.Happenings.RESULTS;
import static dev.atelier.ingest.feed.Happenings.at;
import static dev.atelier.ingest.feed.Happenings.batch;
import static dev.atelier.ingest.feed.Happenings.preview;
import static dev.atelier.ingest.feed.Happenings.step;
import static dev.atelier.ingest.feed.Happenings.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchState;
import dev.atelier.ingest.feed.LogReader.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final Interest PROJECT = Interest.in(new Subject.OfProject("demo"));
    /** Room for five. */
    private static final long MEMORY = 2_000;

    private final List<Map<Part, Range>> looked = new ArrayList<>();
    private Optional<List<Entry>> onTheLog = Optional.empty();
    private final Feed feed = new Feed(
            (ranges, _) -> {
                looked.add(ranges);
                return onTheLog;
            },
            MEMORY,
            100);

    @BeforeEach
    void begin() {
        List.of(EVENTS, RESULTS, BATCHES).forEach(part -> feed.reached(part, 10));
    }

    @Test
    void tellsEachWhatItWants() throws InterruptedException {
        var a = open(Interest.in(new Subject.OfGeneration("demo", "a")));
        var b = open(Interest.in(new Subject.OfBatch("demo", "b")));
        var all = open(PROJECT);
        var stranger = open(Interest.in(new Subject.OfProject("other")));

        feed.publish(at(10, step("a", RUNNING)));
        feed.publish(at(10, batch("b", BatchState.RUNNING, 1)));
        feed.publish(at(10, success("c")));

        assertThat(news(a)).containsExactly(step("a", RUNNING));
        assertThat(news(b)).containsExactly(batch("b", BatchState.RUNNING, 1));
        assertThat(news(all)).hasSize(3);
        assertThat(news(stranger)).isEmpty();
    }

    @Test
    void tellsNoStepAfterTheEndAndTheEndOnce() throws InterruptedException {
        var all = open(PROJECT);

        feed.publish(at(10, success("a")));
        feed.publish(at(11, step("a", PROGRESS)));
        feed.publish(at(11, success("a")));

        assertThat(news(all)).containsExactly(success("a"));
    }

    @Test
    void showsAPreviewToThoseWhoWatchAndRemembersNone() throws InterruptedException {
        var all = open(PROJECT);
        Position since = all.opened();

        feed.publish(at(10, preview("a")));

        assertThat(news(all)).containsExactly(preview("a"));
        assertThat(feed.missed(open(PROJECT), since).orElseThrow())
                .extracting(Told::news)
                .containsExactly(preview("a").withoutPreview());
    }

    @Test
    void tellsWhatWasMissedFromMemory() throws InterruptedException {
        feed.publish(at(10, step("a", RUNNING)));
        Position since = open(PROJECT).opened();
        feed.publish(at(11, step("a", PROGRESS)));
        feed.publish(at(12, success("a")));
        var back = open(PROJECT);
        feed.publish(at(13, success("b")));

        var missed = feed.missed(back, since).orElseThrow();

        assertThat(missed).extracting(Told::news).containsExactly(step("a", PROGRESS), success("a"));
        assertThat(missed.getLast().upTo()).isEqualTo(back.opened());
        assertThat(news(back)).containsExactly(success("b"));
        assertThat(looked).isEmpty();
    }

    @Test
    void readsOnTheLogWhatItHasForgotten() throws InterruptedException {
        Position since = open(PROJECT).opened();
        for (int offset = 10; offset < 30; offset++) {
            feed.publish(at(offset, step("g" + offset, RUNNING)));
        }
        onTheLog = Optional.of(List.of(at(12, success("x")), at(11, step("x", RUNNING))));

        var missed = feed.missed(open(PROJECT), since).orElseThrow();

        assertThat(missed).extracting(Told::news).containsExactly(step("x", RUNNING), success("x"));
        assertThat(looked).containsExactly(Map.of(EVENTS, new Range(10, 30)));
    }

    @Test
    void saysSoWhenItCannotTell() throws InterruptedException {
        Position before = new Position(Map.of(EVENTS, 1L, RESULTS, 1L, BATCHES, 1L), false);
        Position ofOtherPartitions = new Position(Map.of(new Part(Source.EVENTS, 5), 10L), false);
        Position ahead = new Position(Map.of(EVENTS, 99L, RESULTS, 10L, BATCHES, 10L), false);
        var inbox = open(PROJECT);

        assertThat(feed.missed(inbox, before)).isEmpty();
        assertThat(feed.missed(inbox, ofOtherPartitions)).isEmpty();
        assertThat(feed.missed(inbox, ahead)).isEmpty();
    }

    @Test
    void waitsForWhatAnotherInstanceHasReadBefore() throws InterruptedException {
        Position ahead = new Position(Map.of(EVENTS, 12L), false);
        Thread.ofVirtual().start(() -> feed.reached(EVENTS, 12));

        feed.awaitReached(ahead, Duration.ofMinutes(1));

        assertThat(open(PROJECT).opened().next(EVENTS)).isEqualTo(12);
    }

    @Test
    void endsAllAndOpensNoMoreOnceItIsClosed() throws InterruptedException {
        var inbox = open(PROJECT);

        feed.close();

        assertThat(inbox.take(Duration.ofHours(1))).isEqualTo(new Taken.Ended());
        assertThat(feed.open(PROJECT)).isEmpty();
    }

    private Inbox open(Interest interest) {
        return feed.open(interest).orElseThrow();
    }

    private static List<News> news(Inbox inbox) throws InterruptedException {
        List<News> all = new ArrayList<>();
        while (inbox.take(Duration.ZERO) instanceof Taken.Next(Told told)) {
            all.add(told.news());
        }
        return all;
    }
}
