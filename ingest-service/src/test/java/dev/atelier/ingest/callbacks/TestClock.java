package dev.atelier.ingest.callbacks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
final class TestClock implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
