package dev.atelier.bench.dispatch;

import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The ways in which generations are asked for. */
final class Load {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int UNACKNOWLEDGED = 5_000;
    /** So many projects that each partition has some of them. */
    private static final int PASSERS = 64;

    private final Market market;
    private final NullWorker worker;

    Load(Market market, NullWorker worker) {
        this.market = market;
        this.worker = worker;
        IntStream.range(0, PASSERS).forEach(number -> market.project(passer(number), Market.OPEN));
    }

    /** So many a second whether or not jobs come. How long each took, in nanoseconds, from when it was due. */
    Histogram steady(int rate, Duration duration) throws InterruptedException, TimeoutException {
        var took = new ConcurrentHistogram(PATIENCE.toNanos(), 3);
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        int count = Math.toIntExact(duration.toNanos() / gap);
        var seen = new CountDownLatch(count);
        long begin = System.nanoTime();
        for (int number = 0; number < count; number++) {
            long due = begin + number * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            submit(Market.OPEN, now -> {
                took.recordValue(now - due);
                seen.countDown();
            });
        }
        await(seen);
        return took;
    }

    /** As fast as jobs come, with so many open. How many came. */
    long flood(int open, Duration duration) throws InterruptedException {
        var places = new Semaphore(open);
        var count = new LongAdder();
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            places.acquire();
            submit(Market.OPEN, now -> {
                places.release();
                count.add(now < end ? 1 : 0);
            });
        }
        places.acquire(open);
        return count.sum();
    }

    /** So many of so many projects, in turns, that are held back. Returns when dispatch has them all in line. */
    void park(int count, int projects) throws InterruptedException, TimeoutException {
        var places = new Semaphore(UNACKNOWLEDGED);
        for (int number = 0; number < count; number++) {
            places.acquire();
            var _ = market.submit(Obstacle.PARKED + number % projects, GenerationIds.create(Instant.now()))
                    .whenComplete((_, _) -> places.release());
        }
        places.acquire(UNACKNOWLEDGED);
        // Each partition is in order: what was asked for before these has been looked at when these have passed.
        var passed = new CountDownLatch(PASSERS);
        IntStream.range(0, PASSERS).forEach(number -> submit(passer(number), _ -> passed.countDown()));
        await(passed);
    }

    /** One; the nanosecond when its job is seen. */
    CompletableFuture<Long> probe() {
        var seen = new CompletableFuture<Long>();
        submit(Market.OPEN, seen::complete);
        return seen;
    }

    private void submit(String project, LongConsumer seen) {
        String id = GenerationIds.create(Instant.now());
        worker.onSeen(id, seen);
        var _ = market.submit(project, id);
    }

    private static String passer(int number) {
        return "passer-" + number;
    }

    private static void await(CountDownLatch latch) throws InterruptedException, TimeoutException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("a job was not seen within %s".formatted(PATIENCE));
        }
    }
}
