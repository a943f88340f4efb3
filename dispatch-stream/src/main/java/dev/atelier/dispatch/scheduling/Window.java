package dev.atelier.dispatch.scheduling;

import java.time.Duration;

/**
 * How many jobs of the batch lane of an account may be on their way to a worker at once. Whatever is on its way stands before
 * what comes later, be that interactive, so each that is taken tells how long that took: while it is less than is aimed at
 * there is room for up to one more a round, and while it is more there is for down to half as many. Immutable.
 *
 * @param size from {@link #LEAST} to {@link #MOST}; what is not whole counts towards the next place
 * @param aim  how long it may take from a job's dispatch until the word that it was taken is read
 * @see "docs/adr/0013-let-the-batch-lane-give-way-to-what-comes-later.md"
 */
record Window(double size, Duration aim) {
    /** Enough to keep a lane going, however slow the way is. */
    static final int LEAST = 4;

    /** Never what holds back where the way is quick: 256 each 50 ms are 5,000 a second. */
    static final int MOST = 256;

    private static final int FIRST = 16;
    /** What the way takes besides, some times over: a job to its worker, its word back. */
    private static final Duration WAY = Duration.ofMillis(80);
    /** So much of a place goes with each that comes late. All of a round together take half. */
    private static final double MOST_LOST = 0.5;

    Window {
        size = Math.clamp(size, LEAST, MOST);
    }

    /** Of an account of which nothing is known yet. A dispatch is seen when it is committed. */
    static Window first(Duration commitInterval) {
        return new Window(FIRST, WAY.plus(commitInterval.multipliedBy(2)));
    }

    int places() {
        return (int) size;
    }

    /** One of {@code onTheWay} was taken {@code delay} after it was dispatched. One that is not full shows no more than its size. */
    Window taken(int onTheWay, Duration delay) {
        // Clocks step back, and nothing is quicker than at once.
        double spare = Math.clamp(1 - delay.toNanos() / (double) aim.toNanos(), -1, 1);
        if (spare < 0) {
            return new Window(size + spare * MOST_LOST, aim);
        }
        return onTheWay < places() ? this : new Window(size + spare / size, aim);
    }
}
