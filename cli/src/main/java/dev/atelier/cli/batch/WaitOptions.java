package dev.atelier.cli.batch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Batch;
import dev.atelier.cli.api.Status;
import dev.atelier.cli.generation.TimeReader;
import dev.atelier.cli.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is done with a batch that runs: wait, tell. Shared by the commands that begin something. */
final class WaitOptions {
    @Option(names = "--detach", description = "Do not wait until it is over.")
    private boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeReader.class,
            description = "How long to wait, such as 90s, 5m or PT1H. Default: until it is over.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(names = "--json", description = "Print the batch as JSON.")
    private boolean json;

    /** Whether what is told is told as JSON. */
    boolean json() {
        return json;
    }

    /** Waits for the batch, unless it is not to. Returns the exit code. */
    int complete(Batch first, ApiClient api, Surroundings surroundings) {
        var batch = detach
                ? first
                : new Watch<>(WatchedBatch.of(api, first), surroundings, timeout.orElse(Watch.FOR_EVER))
                        .untilOver(first);
        if (json) {
            surroundings.terminal().print(batch.json());
        } else {
            surroundings.terminal().print(detach ? batch.id() : batch.ends());
        }
        if (batch.status().isFinal() && batch.status() != Status.SUCCEEDED) {
            throw new CommandFailure(ExitCode.FAILED, sentence(batch));
        }
        return ExitCode.OK.status();
    }

    private static String sentence(Batch batch) {
        var said = "Batch %s is %s: %s of %d succeeded."
                .formatted(batch.id(), batch.statusWord(), batch.count("succeeded"), batch.total());
        var reason = batch.json().path("error").path("message").asString("");
        return reason.isEmpty()
                ? said
                        + (batch.retryable() > 0
                                ? " `atelier batch retry %s` tries again what failed.".formatted(batch.id())
                                : "")
                : said + " " + reason + ".";
    }
}
