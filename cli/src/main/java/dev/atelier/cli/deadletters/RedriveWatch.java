package dev.atelier.cli.deadletters;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.watch.ProgressLine;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Waits for a bulk redrive by asking how far it is, and shows that. */
final class RedriveWatch {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ApiClient api;
    private final Surroundings surroundings;

    RedriveWatch(ApiClient api, Surroundings surroundings) {
        this.api = api;
        this.surroundings = surroundings;
    }

    /** Returns the job once it is over. */
    JsonNode untilOver(JsonNode started) {
        var line = new ProgressLine(surroundings.terminal());
        var job = started;
        try {
            while (job.path("state").asString("").equals("running")) {
                line.show(describe(job));
                surroundings.pace().sleep(PAUSE);
                job = api.redriveJob(job.path("id").asString());
            }
            return job;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NOT_FINISHED, "The wait was interrupted; the redrive goes on.", e);
        } finally {
            line.end();
        }
    }

    static String describe(JsonNode job) {
        var counts = job.path("counts");
        return "%s: %d asked for, %d to put back, %d put back, %d were before, %d refused"
                .formatted(
                        job.path("dryRun").asBoolean() ? "dry run" : "redrive",
                        counts.path("matched").asLong(),
                        counts.path("redrivable").asLong(),
                        counts.path("redriven").asLong(),
                        counts.path("done").asLong(),
                        counts.path("refused").asLong());
    }
}
