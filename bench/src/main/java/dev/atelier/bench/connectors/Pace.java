package dev.atelier.bench.connectors;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does something so many times a second, whatever comes of it. */
final class Pace {
    private Pace() {}

    /** Returns when it was done {@code times} times. */
    static void keep(int perSecond, long times, Runnable step) {
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        for (long number = 0; number < times; number++) {
            long due = begin + number * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            step.run();
        }
    }
}
