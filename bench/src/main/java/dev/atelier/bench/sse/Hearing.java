package dev.atelier.bench.sse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long after it was on the topic each client heard of an end. Thread-safe. */
final class Hearing {
    private static final long PATIENCE_SECONDS = 60;

    private final Histogram took = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Map<String, Long> onTopic = new ConcurrentHashMap<>();
    /** What a client heard before this process had the acknowledgement, which may overtake it. */
    private final Map<String, Long> early = new ConcurrentHashMap<>();

    private final CountDownLatch left;

    /** Until so many are heard. */
    Hearing(int count) {
        left = new CountDownLatch(count);
    }

    /** {@code id} is on the topic since {@code nanos}. */
    synchronized void announced(String id, long nanos) {
        onTopic.put(id, nanos);
        Long heard = early.remove(id);
        if (heard != null) {
            record(heard - nanos);
        }
    }

    /** A client heard of it. */
    synchronized void heard(String id, long nanos) {
        Long since = onTopic.get(id);
        if (since == null) {
            early.put(id, nanos);
        } else {
            record(nanos - since);
        }
    }

    private void record(long nanos) {
        took.recordValue(Math.max(0, nanos));
        left.countDown();
    }

    /** Returns when all are heard. */
    Histogram all() throws InterruptedException, TimeoutException {
        if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("%d were not heard".formatted(left.getCount()));
        }
        return took;
    }
}
