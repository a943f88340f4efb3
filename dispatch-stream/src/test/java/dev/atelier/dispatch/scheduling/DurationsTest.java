package dev.atelier.dispatch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long the last hundred took. */
class DurationsTest {
    private final Durations durations = new Durations();

    @Test
    void areNothingAtFirst() {
        assertThat(durations.percentile(0.5)).isZero();
    }

    @Test
    void giveTheNearestRank() {
        for (int millis = 100; millis >= 1; millis--) {
            durations.add(Duration.ofMillis(millis));
        }

        assertThat(durations.percentile(0.5)).isEqualTo(50);
        assertThat(durations.percentile(0.95)).isEqualTo(95);
        assertThat(durations.percentile(1)).isEqualTo(100);
    }

    @Test
    void forgetWhatIsOlder() {
        durations.add(Duration.ofHours(1));
        for (int i = 0; i < Durations.KEPT; i++) {
            durations.add(Duration.ofMillis(7));
        }

        assertThat(durations.percentile(1)).isEqualTo(7);
    }
}
