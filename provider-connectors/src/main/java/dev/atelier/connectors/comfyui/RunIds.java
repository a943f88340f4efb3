package dev.atelier.connectors.comfyui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Job;
import java.util.UUID;

/** The ids under which runs are submitted. */
final class RunIds {
    private RunIds() {}

    /** Of the run that attempt {@code attempt} at the generation of {@code job} submits. */
    static String of(Job job, int attempt) {
        return uuid(job, "run " + attempt).toString();
    }

    /**
     * Of the client that hears the news of a generation's runs: the same for each attempt, and not the id of a run, which older
     * servers choose themselves.
     */
    static String client(Job job) {
        return uuid(job, "client").toString();
    }

    /** The same for each attempt at a generation, so that a retry makes the same picture; 53 bits, as JSON can. */
    static long seed(Job job) {
        return uuid(job, "seed").getLeastSignificantBits() >>> 11;
    }

    private static UUID uuid(Job job, String use) {
        return UUID.nameUUIDFromBytes((job.generationId() + " " + use).getBytes(UTF_8));
    }
}
