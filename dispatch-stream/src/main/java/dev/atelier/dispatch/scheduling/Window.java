package dev.atelier.dispatch.scheduling;

import java.time.Duration;

/**
 * How many jobs of the batch lane of an account may be on their way to a worker at once. Whatever is on its way stands before
 * what comes later, be that interactive, so each that arrives is asked how long that took: while it is less than
 * {@link #TARGET} there is room for about one more a round, and while it is more there is for up to half as many. Immutable.
 *
 * @param size from {@link #LEAST} to {@link #MOST}; what is not whole counts towards the next place
 * @see "docs/adr/0013-let-the-batch-lane-give-way-on-the-way-too.md"
 */
record Window(double size) {
    /** So many keep a worker busy while one's word is on its way back. */
    static final int LEAST = 4;

    static final int MOST = 256;

    /** Some times what a job and the word that it was taken need on an idle machine, commit included. */
    static final Duration TARGET = Duration.ofMillis(100);

    private static final int FIRST = 16;
    /** So much of a place goes with each that comes late. All of a round together take half. */
    private static final double MOST_LOST = 0.5;

    Window {
        size = Math.clamp(size, LEAST, MOST);
    }

    /** Of an account of which nothing is known yet. */
    static Window first() {
        return new Window(FIRST);
    }

    int places() {
        return (int) size;
    }

    /** One of {@code onTheWay} was taken {@code delay} after it was dispatched. What is not full shows no more than its size. */
    Window taken(int onTheWay, Duration delay) {
        // Clocks step back, and nothing is quicker than at once.
        double spare = Math.clamp(1 - delay.toNanos() / (double) TARGET.toNanos(), -1, 1);
        if (spare < 0) {
            return new Window(size + spare * MOST_LOST);
        }
        return onTheWay < places() ? this : new Window(size + spare / size);
    }
}
