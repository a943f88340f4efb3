package dev.atelier.schemas;

import dev.atelier.event.WorkerAnnounced;
import java.time.Duration;
import java.time.Instant;

/** How workers announce themselves on {@code workers}, so that all who read it take the same ones for present. */
public final class Workers {
    /** How often a worker announces itself, beside each change. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** A worker that has not announced itself for so long is gone. */
    public static final Duration GONE = Duration.ofSeconds(30);

    private Workers() {}

    /** The key under which {@code worker} announces what it can take on for {@code provider}. */
    public static String key(String provider, String worker) {
        return provider + '/' + worker;
    }

    /** Whether {@code worker} is there at {@code now}, as far as anybody can tell. */
    public static boolean isPresent(WorkerAnnounced worker, Instant now) {
        return worker.getAt().plus(GONE).isAfter(now);
    }

    /** Whether {@code worker} is there at {@code now}, and takes jobs. */
    public static boolean takesJobs(WorkerAnnounced worker, Instant now) {
        return isPresent(worker, now) && !worker.getDraining();
    }
}
