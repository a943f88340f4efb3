package dev.atelier.dispatch.scheduling;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast an account goes: what happened lately counts most. Immutable.
 *
 * @param dispatched how many were dispatched, each counting less the longer ago it was
 * @param since      when the first was
 * @param at         when {@code dispatched} was counted
 * @param runMillis  how long one took from its dispatch to its end, on average; 0 while none has ended
 */
record Pace(double dispatched, Instant since, Instant at, double runMillis) {
    /** What is so long ago counts a third. */
    private static final double MEMORY_SECONDS = 60;
    /** In less time one dispatch would look like many. */
    private static final double LEAST_SECONDS = 1;

    private static final double SHARE_OF_THE_LATEST = 0.1;

    static Pace none(Instant now) {
        return new Pace(0, now, now, 0);
    }

    Pace dispatch(Instant now) {
        return dispatched == 0 ? new Pace(1, now, now, runMillis) : new Pace(left(now) + 1, since, now, runMillis);
    }

    Pace ended(Duration ran) {
        double millis = Math.max(1, ran.toMillis());
        double mean = runMillis == 0 ? millis : runMillis + SHARE_OF_THE_LATEST * (millis - runMillis);
        return new Pace(dispatched, since, at, mean);
    }

    /** How many are dispatched a second. */
    double perSecond(Instant now) {
        double seconds = Math.max(LEAST_SECONDS, seconds(since, now));
        // While there is less to remember than it could, all of it is in less time.
        double remembered = MEMORY_SECONDS * (1 - Math.exp(-seconds / MEMORY_SECONDS));
        return left(now) / remembered;
    }

    private double left(Instant now) {
        return dispatched * Math.exp(-seconds(at, now) / MEMORY_SECONDS);
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1e3);
    }
}
