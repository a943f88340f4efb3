package dev.atelier.dispatch.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a batch, in whatever order, nothing of it is lost or counted twice. The histories are drawn from the
 * same seeds at each build; {@code -Dhistories=100000} plays more of them.
 */
class BatchesHistoryTest {
    private static final long COUNT = Long.getLong("histories", 1_000);

    @Test
    void losesNothingAndCountsNothingTwiceWhateverHappens() {
        LongStream.range(0, COUNT).parallel().forEach(seed -> {
            var life = new BatchLife(seed);
            assertThat(life.play()).as("what breaks in history %d", seed).isEmpty();
        });
    }
}
