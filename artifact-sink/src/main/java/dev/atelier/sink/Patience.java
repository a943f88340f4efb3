package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Does work that needs a store for as long as the store is away: nothing is given up, so nothing is lost. The work must
 * bear being done twice. Thread-safe; blocks, so it is called on virtual threads.
 */
final class Patience {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    private final Health health;

    Patience(Health health) {
        this.health = requireNonNull(health);
    }

    /** The result of {@code work}; a failure that is no outage is thrown. */
    <T> T call(Supplier<T> work) throws InterruptedException {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            health.waits(e);
        }
        try {
            return callUntilDone(work);
        } finally {
            health.goesOn();
        }
    }

    private static <T> T callUntilDone(Supplier<T> work) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            Thread.sleep(BACKOFF.after(failures));
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!Outage.isBehind(e)) {
                    throw e;
                }
            }
        }
    }
}
