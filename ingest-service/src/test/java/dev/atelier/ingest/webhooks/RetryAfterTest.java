package dev.atelier.ingest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void readsSeconds() {
        assertThat(RetryAfter.of("120", NOON)).contains(Duration.ofMinutes(2));
    }

    @Test
    void readsATime() {
        assertThat(RetryAfter.of("Thu, 01 Jan 2026 12:00:30 GMT", NOON)).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999", "Thu, 01 Jan 2026 11:00:00 GMT"})
    void readsNothingElse(String header) {
        assertThat(RetryAfter.of(header, NOON)).isEmpty();
    }

    @Test
    void knowsThatThereIsNone() {
        assertThat(RetryAfter.of(null, NOON)).isEmpty();
    }
}
