package dev.atelier.dispatch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of how an account does. */
class HealthReportTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<AccountHealth> told = new ArrayList<>();
    private final Health health = new Health(told::add);

    @Test
    void holdsTheLatestAnswersAndHowLongTheyTook() {
        health.succeeded("fal", "fal", Duration.ofMillis(100), NOON);
        health.succeeded("fal", "fal", Duration.ofMillis(300), NOON.plusSeconds(1));
        health.failed("fal", "fal", new Failure.MalformedReply("odd"), NOON.plusSeconds(10));

        assertThat(told).hasSize(2).last().satisfies(report -> {
            assertThat(report.getState()).isEqualTo(HealthState.CLOSED);
            assertThat(report.getAnswers()).isEqualTo(3);
            assertThat(report.getFailures()).isEqualTo(1);
            assertThat(report.getMedianMillis()).isEqualTo(100);
            assertThat(report.getP95Millis()).isEqualTo(300);
        });
    }

    @Test
    void isToldOnceInTenSecondsWhileNothingChanges() {
        for (int second = 0; second < 30; second++) {
            health.succeeded("fal", "fal", Duration.ofMillis(100), NOON.plusSeconds(second));
        }

        assertThat(told).hasSize(3);
    }

    @Test
    void isToldAtOnceWhenTheBreakerOpens() {
        for (int i = 0; i < Breaker.ENOUGH; i++) {
            health.failed("fal", "fal", new Failure.Unavailable("down"), NOON.plusMillis(i));
        }

        assertThat(told)
                .hasSize(2)
                .last()
                .satisfies(report -> assertThat(report.getState()).isEqualTo(HealthState.OPEN));
    }

    @Test
    void isOfEachAccountItsOwn() {
        health.succeeded("fal", "one", Duration.ofMillis(100), NOON);
        health.failed("fal", "two", new Failure.Unavailable("down"), NOON);

        assertThat(told).extracting(AccountHealth::getFailures).containsExactly(0, 1);
    }
}
