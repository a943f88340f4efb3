package dev.atelier.connectors.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the jobs of one worker. A job enters when it is taken and leaves when it has ended; in between it runs, which at
 * most {@code size} do at once. A poll may bring a few more jobs than there are free slots: these wait their turn in the
 * order they came, with heartbeats. Thread-safe.
 */
final class Slots {
    private final int size;
    private final Semaphore running;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int taken;

    Slots(int size) {
        this.size = size;
        this.running = new Semaphore(size, true);
    }

    int size() {
        return size;
    }

    /** Waits up to {@code bound} until fewer jobs are taken than may run. */
    boolean awaitFree(Duration bound) throws InterruptedException {
        return awaitFewerThan(size, bound);
    }

    /** Waits up to {@code bound} until no job is left; at once false when interrupted. */
    boolean awaitIdle(Duration bound) {
        try {
            return awaitFewerThan(1, bound);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Notes that {@code jobs} more were taken. */
    void enter(int jobs) {
        change(jobs);
    }

    /** Notes that a job has ended. */
    void leave() {
        change(-1);
    }

    /** Waits for the right to run. */
    void acquire() throws InterruptedException {
        running.acquire();
    }

    /** Gives the right to run to the next. */
    void release() {
        running.release();
    }

    private void change(int jobs) {
        lock.lock();
        try {
            taken += jobs;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitFewerThan(int jobs, Duration bound) throws InterruptedException {
        long nanos = bound.toNanos();
        lock.lockInterruptibly();
        try {
            while (taken >= jobs) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
