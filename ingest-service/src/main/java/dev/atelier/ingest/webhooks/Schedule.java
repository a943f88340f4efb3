package dev.atelier.ingest.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery is tried.
 *
 * @param waits how long each attempt waits for the one before, before jitter
 */
record Schedule(List<Duration> waits) {
    /** A tenth more or less, so that what failed together is not tried together. */
    private static final double JITTER = 0.1;

    Schedule {
        waits = List.copyOf(waits);
    }

    /** How long to wait once {@code attempts} were made; none when there were enough. */
    Optional<Duration> after(int attempts, RandomGenerator random) {
        if (attempts >= waits.size()) {
            return Optional.empty();
        }
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Optional.of(Duration.ofMillis(Math.round(waits.get(attempts).toMillis() * factor)));
    }
}
