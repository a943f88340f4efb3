package dev.atelier.ingest.generation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Lets one caller at a time at each id of this instance. Two ids may share a lock. Thread-safe. */
final class OneAtATime {
    private static final int LOCKS = 1024;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    /** A caller's turn; closing it ends it. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for the turn at {@code id}; refuses when that takes longer than {@code bound}. */
    Turn take(String id, Duration bound) throws InterruptedException {
        ReentrantLock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
        if (!lock.tryLock(bound.toNanos(), TimeUnit.NANOSECONDS)) {
            throw RefusedException.unavailable("Another call under this Idempotency-Key takes too long.");
        }
        return lock::unlock;
    }
}
