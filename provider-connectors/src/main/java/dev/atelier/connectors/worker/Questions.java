package dev.atelier.connectors.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Spreads what one worker asks about jobs that wait. Thousands of them would otherwise take the machine, and with it the time
 * of those that come: each second so many have their turn, in the order in which they are due. A young job is asked for when
 * it is due: most are short, and one that is not is soon no longer young. Thread-safe.
 */
final class Questions {
    /** Between two turns: a thousand a second, which is more than vendors like to be asked. */
    private static final long GAP = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long YOUNG = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanoTime;
    private long next;

    Questions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** How long a question has to wait that is due now, about a job that was begun at {@code begun} by the same clock. */
    synchronized Duration turn(long begun) {
        long now = nanoTime.getAsLong();
        if (now - begun < YOUNG) {
            return Duration.ZERO;
        }
        // Differences, since the clock may pass its largest value.
        long wait = Math.max(0, next - now);
        next = now + wait + GAP;
        return Duration.ofNanos(wait);
    }
}
