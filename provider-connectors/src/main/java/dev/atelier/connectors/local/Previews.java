package dev.atelier.connectors.local;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says after which steps a picture that is being made is shown: as many times as was asked for, spread evenly over the steps,
 * once a second at most, and never after the last step, whose picture is the result. For one thread.
 */
final class Previews {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final int steps;
    private final LongSupplier nanos;
    private int shown;
    private long last;

    /**
     * For pictures of {@code steps} steps.
     *
     * @param most  previews of each picture
     * @param nanos tells the time, as {@link System#nanoTime} does
     */
    Previews(int most, int steps, LongSupplier nanos) {
        this.most = most;
        this.steps = steps;
        this.nanos = nanos;
        this.last = nanos.getAsLong() - PAUSE;
    }

    /** The next picture begins. */
    void begin() {
        shown = 0;
    }

    /** Whether the picture is to be shown now that {@code done} of its steps are. */
    boolean isDue(int done) {
        int due = done < steps ? (int) ((most + 1L) * done / steps) : 0;
        long now = nanos.getAsLong();
        if (due <= shown || now - last < PAUSE) {
            return false;
        }
        shown = due;
        last = now;
        return true;
    }
}
