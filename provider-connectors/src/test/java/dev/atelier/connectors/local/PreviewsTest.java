package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;

    @ParameterizedTest
    @CsvSource({"0, 20, ''", "1, 20, 10", "3, 20, 5 10 15", "20, 4, 1 2 3", "2, 1, ''", "3, 2, 1", "20, 0, ''"})
    void areSpreadEvenlyAndNeverShowTheResult(int most, int steps, String shown) {
        assertThat(dueEvery(SECOND, new Previews(most, steps, () -> now), steps))
                .isEqualTo(
                        shown.isEmpty()
                                ? List.of()
                                : IntStream.of(numbers(shown)).boxed().toList());
    }

    @Test
    void areOneASecondAtMost() {
        var previews = new Previews(20, 20, () -> now);

        assertThat(dueEvery(SECOND / 4, previews, 20)).containsExactly(1, 5, 9, 13, 17);
    }

    @Test
    void areOfEachPictureAndStillOneASecond() {
        var previews = new Previews(1, 4, () -> now);
        previews.begin();
        assertThat(dueEvery(SECOND / 3, previews, 4)).containsExactly(2);

        previews.begin();

        assertThat(dueEvery(SECOND / 3, previews, 4)).containsExactly(2);
    }

    private List<Integer> dueEvery(long nanos, Previews previews, int steps) {
        return IntStream.rangeClosed(1, steps)
                .filter(done -> {
                    now += nanos;
                    return previews.isDue(done);
                })
                .boxed()
                .toList();
    }

    private static int[] numbers(String words) {
        return List.of(words.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    }
}
