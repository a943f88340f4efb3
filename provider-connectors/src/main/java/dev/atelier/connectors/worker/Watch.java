package dev.atelier.connectors.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one job while it runs: beats its heart, and interrupts its thread when it must stop. After {@link #end} it
 * interrupts nobody. Thread-safe.
 */
final class Watch {
    /** Why a job must stop before it is done. */
    enum Stop {
        /** Its answer is worthless by now. */
        DEADLINE,
        /** Nobody wants its answer any more. */
        CANCEL,
        /** This worker goes; another takes the job over. */
        HAND_OVER
    }

    private static final int MOMENTS = 50;

    private final ScheduledExecutorService timers;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Future<?>> scheduled = new ArrayList<>();
    private @Nullable Thread watched;
    private @Nullable Stop reason;
    private boolean ended;

    Watch(ScheduledExecutorService timers, InstantSource clock) {
        this.timers = timers;
        this.clock = clock;
    }

    /** Watches over the calling thread from now on. */
    void begin(Duration heartbeat, Runnable beat, Optional<Instant> deadline) {
        lock.lock();
        try {
            watched = Thread.currentThread();
            scheduled.add(beating(heartbeat, beat));
            deadline.ifPresent(at -> scheduled.add(timers.schedule(
                    () -> stop(Stop.DEADLINE),
                    Math.max(0, Duration.between(clock.instant(), at).toMillis()),
                    TimeUnit.MILLISECONDS)));
            if (reason != null) {
                watched.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A beat every {@code heartbeat}, or a little sooner. All jobs with the same interval beat at the same fifty moments of it:
     * reports that are sent together share a request, and most of what a report costs is its request.
     */
    private Future<?> beating(Duration heartbeat, Runnable beat) {
        long most = Math.max(1, heartbeat.toNanos());
        long moment = Math.max(1, most / MOMENTS);
        long first = most - Math.floorMod(System.nanoTime() + most, moment);
        return timers.scheduleAtFixedRate(beat, first, moment * MOMENTS, TimeUnit.NANOSECONDS);
    }

    /** Interrupts the job, unless it has ended; the first reason counts. */
    void stop(Stop why) {
        lock.lock();
        try {
            if (ended || reason != null) {
                return;
            }
            reason = why;
            if (watched != null) {
                watched.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the watch, on the watched thread; tells why the job was stopped, if it was. */
    Optional<Stop> end() {
        lock.lock();
        try {
            ended = true;
            scheduled.forEach(task -> task.cancel(false));
            // An interrupt that came too late must not hit what follows.
            Thread.interrupted();
            return Optional.ofNullable(reason);
        } finally {
            lock.unlock();
        }
    }
}
