package dev.atelier.ingest.deadletters;

import java.time.Duration;

/**
 * Spreads work evenly: at most {@code ratePerSecond} a second, in steps of a tenth of a second's work and {@link
 * #LARGEST_STEP} at most. A pause that was longer than asked for is not made up for. For one thread.
 */
final class Pacer {
    static final int FASTEST = 1_000;
    static final int USUAL = 10;

    private static final int LARGEST_STEP = 50;
    private static final int STEPS_PER_SECOND = 10;

    private final int ratePerSecond;
    private long nextNanos;

    Pacer(int ratePerSecond, long nowNanos) {
        this.ratePerSecond = ratePerSecond;
        this.nextNanos = nowNanos;
    }

    /** How many to do at once. */
    int step() {
        return Math.clamp(ratePerSecond / STEPS_PER_SECOND, 1, LARGEST_STEP);
    }

    /** How long to wait before {@code count} more may be done. */
    Duration before(int count, long nowNanos) {
        long start = nextNanos - nowNanos > 0 ? nextNanos : nowNanos;
        nextNanos = start + count * Duration.ofSeconds(1).toNanos() / ratePerSecond;
        return Duration.ofNanos(start - nowNanos);
    }
}
