package dev.atelier.ingest.limits;

import dev.atelier.event.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A limit, and how much of it is left. Thread-safe.
 *
 * @param limit  what was asked for, by which a change of it is seen
 * @param quota  how many may be asked for in a window, in the words of {@code RateLimit-Policy}
 * @param window in seconds; the shortest in which the bucket fills
 */
record TokenBucket(RateLimit limit, Bucket bucket, long quota, long window) {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    /** A full bucket for the part of {@code limit} that one of {@code instances} grants. */
    static TokenBucket of(RateLimit limit, int instances, LongSupplier nanoTime) {
        double rate = limit.getRatePerSecond() / instances;
        int burst = Math.ceilDiv(limit.getBurst(), instances);
        var perToken = Duration.ofNanos(Math.max(1, Math.round(NANOS / rate)));
        Bucket bucket = Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(burst).refillGreedy(1, perToken))
                .withCustomTimePrecision(meter(nanoTime))
                .build();
        long window = Math.max(1, (long) Math.ceil(burst / rate));
        return new TokenBucket(limit, bucket, Math.max(burst, (long) (rate * window)), window);
    }

    private static TimeMeter meter(LongSupplier nanoTime) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
