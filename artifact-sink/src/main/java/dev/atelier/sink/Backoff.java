package dev.atelier.sink;

import java.time.Duration;

/**
 * How long to wait before trying again: twice as long each time, up to a bound.
 *
 * @param first the first wait
 * @param most  the longest wait
 */
record Backoff(Duration first, Duration most) {
    private static final int DOUBLINGS = 20;

    /** The wait after {@code failures} failures in a row, counted from 1. */
    Duration after(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
