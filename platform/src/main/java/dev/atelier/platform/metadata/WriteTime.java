package dev.atelier.platform.metadata;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The write timestamp of a row's columns, in microseconds: when the generation was requested, plus the rank of what is
 * written. A later step wins over an earlier one whatever the order in which they arrive or are replayed, and whichever
 * host's clock is slow; and what a person writes afterwards (tags, a deletion) wins over all of them.
 */
public enum WriteTime {
    QUEUED(0),
    RUNNING(1),
    CANCELING(2),
    FINISHED(3);

    /** No amendment of a generation is made so long after it was requested. */
    private static final Duration FOR_GOOD = Duration.ofDays(36_500);

    private final int rank;

    WriteTime(int rank) {
        this.rank = rank;
    }

    /** The timestamp for {@code USING TIMESTAMP}. */
    public long micros(Instant requestedAt) {
        return TimeUnit.MILLISECONDS.toMicros(requestedAt.toEpochMilli()) + rank;
    }

    /** The timestamp of a deletion, which is later than all that anybody will ever write of the generation. */
    public static long forgotten(Instant requestedAt) {
        return FINISHED.micros(requestedAt.plus(FOR_GOOD));
    }

    /** The timestamp of what a person wrote at {@code at}, which is later than every step of the generation. */
    public static long amended(Instant requestedAt, Instant at) {
        return Math.max(FINISHED.micros(requestedAt) + 1, TimeUnit.MILLISECONDS.toMicros(at.toEpochMilli()));
    }
}
