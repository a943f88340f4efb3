package dev.atelier.ingest.feed;

import static dev.atelier.ingest.feed.EventType.PROGRESS;
import static dev.atelier.ingest.feed.EventType.RUNNING;
import static dev.atelier.ingest.feed.Happenings.EVENTS;
import static dev.atelier.ingest.feed.Happenings.RESULTS;
import static dev.atelier.ingest.feed.Happenings.at;
import static dev.atelier.ingest.feed.Happenings.preview;
import static dev.atelier.ingest.feed.Happenings.step;
import static dev.atelier.ingest.feed.Happenings.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Interest ALL = Interest.in(new Subject.OfProject("demo"));
    private static final Position START = new Position(Map.of(EVENTS, 0L, RESULTS, 0L), false);
    private static final int MOST = 4;

    private Position feed = START;
    private final List<Inbox> left = new ArrayList<>();
    private final Inbox inbox = new Inbox(ALL, START, MOST, _ -> feed, left::add);

    @Test
    void givesWhatComesInItsOrder() throws InterruptedException {
        inbox.offer(at(0, step("a", RUNNING)));
        inbox.offer(at(0, success("b")));
        inbox.offer(at(1, step("a", PROGRESS)));

        assertThat(news()).containsExactly(step("a", RUNNING), success("b"), step("a", PROGRESS));
    }

    @Test
    void keepsTheLatestProgressOfEachGeneration() throws InterruptedException {
        inbox.offer(at(0, step("a", PROGRESS)));
        inbox.offer(at(1, step("b", PROGRESS)));
        inbox.offer(at(2, step("a", PROGRESS)));

        assertThat(offsets()).containsExactly(2L, 3L);
    }

    @Test
    void givesUpPreviewsBeforeAllElse() throws InterruptedException {
        var roomy = new Inbox(ALL, START, 100, _ -> feed, left::add);
        for (int offset = 0; offset < 10; offset++) {
            roomy.offer(at(offset, preview("g" + offset)));
        }

        List<Boolean> seen = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            var told = (News.OfGeneration)
                    ((Taken.Next) roomy.take(Duration.ZERO)).told().news();
            assertThat(told.progress()).isPresent();
            seen.add(told.preview().isPresent());
        }

        assertThat(seen).containsExactly(true, true, true, true, true, true, true, true, false, false);
    }

    @Test
    void givesUpTheOldestStepsWhenItIsFull() throws InterruptedException {
        inbox.offer(at(0, success("a")));
        for (int offset = 0; offset < 5; offset++) {
            inbox.offer(at(offset, step("g" + offset, RUNNING)));
        }

        assertThat(news()).containsExactly(success("a"), step("g2", RUNNING), step("g3", RUNNING), step("g4", RUNNING));
    }

    @Test
    void givesUpStepsForFinalWords() throws InterruptedException {
        for (int offset = 0; offset < MOST; offset++) {
            inbox.offer(at(offset, step("g" + offset, RUNNING)));
        }
        for (int offset = 0; offset < MOST; offset++) {
            inbox.offer(at(offset, success("g" + offset)));
        }

        assertThat(news()).containsExactly(success("g0"), success("g1"), success("g2"), success("g3"));
    }

    @Test
    void endsAfterTheFinalWordsThatItHasRoomForAndSaysHowFarItCame() throws InterruptedException {
        for (int offset = 0; offset < 6; offset++) {
            inbox.offer(at(offset, success("g" + offset)));
        }
        inbox.offer(at(0, step("x", RUNNING)));

        List<Told> told = told();
        Taken then = inbox.take(Duration.ZERO);

        assertThat(told)
                .extracting(Told::news)
                .containsExactly(success("g0"), success("g1"), success("g2"), success("g3"));
        assertThat(told.getLast().upTo()).isEqualTo(START.past(RESULTS, 4));
        assertThat(then).isEqualTo(new Taken.Ended());
    }

    @Test
    void neverHoldsMoreThanItsBoundHoweverMuchComes() throws InterruptedException {
        for (int offset = 0; offset < 10_000; offset++) {
            inbox.offer(at(offset, step("g" + offset, offset % 2 == 0 ? PROGRESS : RUNNING)));
        }

        assertThat(news()).hasSize(MOST);
    }

    @Test
    void passesOverWhatIsNotWanted() throws InterruptedException {
        var one = new Inbox(Interest.in(new Subject.OfGeneration("demo", "a")), START, MOST, _ -> feed, left::add);

        one.offer(at(0, success("b")));
        one.offer(at(0, Happenings.batch("a", BatchState.RUNNING, 1)));

        assertThat(one.take(Duration.ZERO)).isInstanceOf(Taken.Nothing.class);
    }

    @Test
    void saysHowFarTheFeedIsWhenNothingCame() throws InterruptedException {
        feed = START.past(EVENTS, 7).past(RESULTS, 9);

        assertThat(inbox.take(Duration.ZERO)).isEqualTo(new Taken.Nothing(feed));
    }

    @Test
    void endsAtOnceWhenItIsClosed() throws InterruptedException {
        inbox.offer(at(0, success("a")));

        inbox.close();

        assertThat(inbox.take(Duration.ofHours(1))).isEqualTo(new Taken.Ended());
        assertThat(left).containsExactly(inbox);
    }

    private List<News> news() throws InterruptedException {
        return told().stream().map(Told::news).toList();
    }

    private List<Long> offsets() throws InterruptedException {
        return told().stream().map(told -> told.upTo().next(EVENTS)).toList();
    }

    private List<Told> told() throws InterruptedException {
        List<Told> all = new ArrayList<>();
        while (inbox.take(Duration.ZERO) instanceof Taken.Next(Told told)) {
            all.add(told);
        }
        return all;
    }
}
