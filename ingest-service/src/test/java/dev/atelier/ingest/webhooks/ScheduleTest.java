package dev.atelier.ingest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(List.of(Duration.ZERO, Duration.ofMinutes(5)));

    @Test
    void triesTheFirstTimeAtOnce() {
        assertThat(schedule.after(0, new Random(1))).contains(Duration.ZERO);
    }

    @Test
    void waitsATenthMoreOrLess() {
        var random = new Random(7);

        assertThat(random.ints(100)
                        .mapToObj(_ -> schedule.after(1, random).orElseThrow())
                        .toList())
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330)))
                .satisfies(
                        waits -> assertThat(waits.stream().distinct().count()).isGreaterThan(50));
    }

    @Test
    void givesUpAfterItsLastAttempt() {
        assertThat(schedule.after(2, new Random(1))).isEmpty();
    }
}
