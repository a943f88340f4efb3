package dev.atelier.connectors.picture;

import dev.atelier.connectors.provider.Job;

/** Which of many pictures a job asks for. */
public final class Seed {
    private Seed() {}

    /** The parameter {@code seed}, or one that is the same for each attempt at the generation: a retry makes the same picture. */
    public static long read(Parameters in, Job job) {
        return in.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElseGet(() -> Hash.of(job.generationId()) >>> 33);
    }
}
