package dev.atelier.dispatch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(10);
    private static final Duration AIM = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void hasOneMorePlaceAfterARoundWithoutDelay() {
        Window window = Window.first(COMMIT_INTERVAL);

        assertThat(round(window, Duration.ZERO).size()).isCloseTo(window.size() + 1, within(0.1));
    }

    @Test
    void staysWhereTheDelayIsWhatIsAimedAt() {
        assertThat(round(Window.first(COMMIT_INTERVAL), AIM)).isEqualTo(Window.first(COMMIT_INTERVAL));
    }

    @Test
    void aimsHigherWhereCommitsAreRare() {
        Window window = Window.first(Duration.ofMillis(100));

        assertThat(round(window, Duration.ofMillis(150)).places()).isGreaterThanOrEqualTo(window.places());
    }

    @Test
    void hasHalfAsManyPlacesAfterARoundThatCameLate() {
        assertThat(round(new Window(64, AIM), LATE).places()).isEqualTo(32);
    }

    @Test
    void losesLittleToOneThatCameLate() {
        Window window = new Window(64, AIM).taken(64, HOUR);

        assertThat(window.places()).isEqualTo(63);
    }

    @Test
    void growsOnlyWhileItIsFull() {
        Window window = Window.first(COMMIT_INTERVAL);

        assertThat(window.taken(window.places() - 1, AT_ONCE)).isEqualTo(window);
    }

    @Test
    void comesDownToItsLeastUnderLastingDelayAndNoFurther() {
        Window window = new Window(Window.MOST, AIM);
        for (int rounds = 0; rounds < 10; rounds++) {
            window = round(window, LATE);
        }

        assertThat(window.places()).isEqualTo(Window.LEAST);
    }

    @Test
    void comesUpToItsMostWithoutDelayAndNoFurther() {
        Window window = new Window(Window.LEAST, AIM);
        for (int rounds = 0; rounds < 400; rounds++) {
            window = round(window, AT_ONCE);
        }

        assertThat(window.places()).isEqualTo(Window.MOST);
    }

    /** Clocks step back. */
    @Test
    void takesATimeThatCannotBeForNoDelay() {
        assertThat(Window.first(COMMIT_INTERVAL).taken(16, HOUR.negated()))
                .isEqualTo(Window.first(COMMIT_INTERVAL).taken(16, Duration.ZERO));
    }

    @Test
    void staysWithinItsBoundsWhateverItIsTold() {
        LongStream.range(0, 1_000).forEach(seed -> {
            var random = new SplittableRandom(seed);
            Window window = Window.first(COMMIT_INTERVAL);
            for (int step = 0; step < 1_000; step++) {
                window = window.taken(random.nextInt(1, 300), Duration.ofMillis(random.nextInt(-10, 400)));
                assertThat(window.places()).as("seed %d", seed).isBetween(Window.LEAST, Window.MOST);
            }
        });
    }

    /** Whatever a pipeline carries, it is kept busy, and what comes behind a full window waits for no longer than is aimed at. */
    @Test
    void findsWhatEachPipelineCarries() {
        LongStream.range(0, 1_000).forEach(seed -> {
            var random = new SplittableRandom(seed);
            double perMilli = random.nextDouble(0.01, 2);
            Duration idle = Duration.ofMillis(random.nextInt(5, 60));
            Window window = new Window(random.nextInt(Window.LEAST, Window.MOST), AIM);
            for (int rounds = 0; rounds < 1_000; rounds++) {
                window = round(window, delay(window, perMilli, idle));
            }

            double carried = idle.toMillis() * perMilli;
            assertThat(window.places())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo((int) Math.min(carried, Window.MOST))
                    .isLessThanOrEqualTo((int) Math.max(Window.LEAST, AIM.toMillis() * perMilli) + 1);
        });
    }

    /** How long one takes when all places are taken and so many a millisecond are carried. */
    private static Duration delay(Window window, double perMilli, Duration idle) {
        var queued = Duration.ofNanos((long) (window.places() / perMilli * 1e6));
        return queued.compareTo(idle) > 0 ? queued : idle;
    }

    /** All that are on the way are taken, each after {@code delay}, and others follow at once. */
    private static Window round(Window window, Duration delay) {
        return IntStream.range(0, window.places())
                .boxed()
                .reduce(window, (before, _) -> before.taken(before.places(), delay), (_, last) -> last);
    }
}
