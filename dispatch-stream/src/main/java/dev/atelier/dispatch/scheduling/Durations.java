package dev.atelier.dispatch.scheduling;

import java.time.Duration;
import java.util.Arrays;

/** How long the last {@link #KEPT} took. For one thread. */
final class Durations {
    static final int KEPT = 100;

    private final long[] millis = new long[KEPT];
    private int counted;

    void add(Duration took) {
        millis[counted % KEPT] = took.toMillis();
        counted++;
    }

    /** The least that a {@code share} of them did not exceed, in milliseconds: the nearest rank. 0: there are none. */
    long percentile(double share) {
        int known = Math.min(counted, KEPT);
        if (known == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(millis, known);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * known) - 1];
    }
}
