package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Lease lease = new Lease(NOON, Duration.ofSeconds(15));

    @Test
    void holdsForTwoThirdsOfItsLength() {
        assertThat(lease.holds(in(9_999))).isTrue();
        assertThat(lease.holds(in(10_000))).isFalse();
    }

    @Test
    void holdsOnFromWhenAReportThatTheLogHasWasSent() {
        lease.renewed(in(6_000), in(7_000));

        assertThat(lease.holds(in(15_999))).isTrue();
        assertThat(lease.holds(in(16_000))).isFalse();
    }

    @Test
    void doesNotComeBackOnceItMayHaveEnded() {
        lease.renewed(in(9_000), in(10_000));

        assertThat(lease.holds(in(10_000))).isFalse();
    }

    private static Instant in(long millis) {
        return NOON.plusMillis(millis);
    }
}
