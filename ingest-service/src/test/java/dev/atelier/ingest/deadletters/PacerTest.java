package dev.atelier.ingest.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacerTest {
    private static final long START = 1_000_000;

    @ParameterizedTest
    @CsvSource({"1, 1", "19, 1", "20, 2", "100, 10", "1000, 50"})
    void takesATenthOfASecondsWorkAtOnce(int rate, int step) {
        assertThat(new Pacer(rate, START).step()).isEqualTo(step);
    }

    @Test
    void letsNoMorePassInASecondThanItsRate() {
        var pacer = new Pacer(4, START);

        assertThat(pacer.before(1, START)).isZero();
        assertThat(pacer.before(1, START)).isEqualTo(Duration.ofMillis(250));
        assertThat(pacer.before(2, START)).isEqualTo(Duration.ofMillis(500));
        assertThat(pacer.before(1, START)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void makesUpForNoPause() {
        var pacer = new Pacer(1, START);
        pacer.before(1, START);
        long later = START + Duration.ofSeconds(60).toNanos();

        assertThat(pacer.before(1, later)).isZero();
        assertThat(pacer.before(1, later)).isEqualTo(Duration.ofSeconds(1));
    }
}
