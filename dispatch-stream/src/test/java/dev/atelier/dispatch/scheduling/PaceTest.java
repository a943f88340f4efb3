package dev.atelier.dispatch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isNothingWhereNothingHappened() {
        assertThat(Pace.none(NOON).perSecond(NOON.plusSeconds(10))).isZero();
    }

    @Test
    void isTheRateOfASteadyFlowFromTheBeginning() {
        assertThat(steady(10, 2).perSecond(NOON.plusSeconds(10))).isCloseTo(2, within(0.2));
        assertThat(steady(600, 2).perSecond(NOON.plusSeconds(600))).isCloseTo(2, within(0.1));
    }

    @Test
    void takesOneDispatchForNoMoreThanOneASecond() {
        assertThat(Pace.none(NOON).dispatch(NOON).perSecond(NOON)).isCloseTo(1, within(0.02));
    }

    @Test
    void fallsWhileNothingIsDispatched() {
        Pace pace = steady(600, 2);

        assertThat(pace.perSecond(NOON.plusSeconds(660))).isBetween(0.5, 1.0);
        assertThat(pace.perSecond(NOON.plusSeconds(1_200))).isLessThan(0.001);
    }

    @Test
    void isUnharmedByAClockThatStepsBack() {
        Pace pace = steady(10, 2).dispatch(NOON);

        assertThat(pace.perSecond(NOON)).isPositive();
    }

    @Test
    void meansTheLatestMost() {
        Pace pace = Pace.none(NOON).ended(Duration.ofSeconds(1)).ended(Duration.ofSeconds(11));

        assertThat(pace.runMillis()).isEqualTo(2_000);
    }

    private static Pace steady(int seconds, int perSecond) {
        Pace pace = Pace.none(NOON);
        for (int i = 0; i <= seconds * perSecond; i++) {
            pace = pace.dispatch(NOON.plusMillis(1_000L * i / perSecond));
        }
        return pace;
    }
}
