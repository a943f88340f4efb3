package dev.atelier.bench.edge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long calls took, and how many were not answered as they should be. Thread-safe. */
final class Measured {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private final Histogram took = new ConcurrentHistogram(LONGEST, 3);
    private final AtomicInteger failed = new AtomicInteger();

    void took(long nanos) {
        took.recordValue(Math.min(nanos, LONGEST));
    }

    void failed() {
        failed.incrementAndGet();
    }

    int failures() {
        return failed.get();
    }

    long count() {
        return took.getTotalCount();
    }

    double millis(double percentile) {
        return took.getValueAtPercentile(percentile) / 1e6;
    }
}
