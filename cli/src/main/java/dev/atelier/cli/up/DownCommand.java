package dev.atelier.cli.up;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.data.DataFolder;
import dev.atelier.cli.data.DataOption;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atelier down}: stops what {@code up} started, and waits until it has. */
@Command(
        name = "down",
        sortOptions = false,
        description = "Stops the Atelier of the data folder; work in flight finishes first.")
public final class DownCommand implements Callable<Integer> {
    /** Longer than the bounds of all parts together. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print what was stopped as JSON.")
    private boolean json;

    @Mixin
    private final DataOption data = new DataOption();

    public DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = data.own(surroundings);
        var running = new RunFile(folder).running();
        if (running.isPresent()) {
            stop(folder, running.get());
            report(folder, true, "Atelier has stopped: " + folder.path());
        } else {
            report(folder, false, "No Atelier runs on " + folder.path());
        }
        return ExitCode.OK.status();
    }

    private static void stop(DataFolder folder, ProcessHandle process) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Process %d was asked to stop, but still runs after %s; see %s."
                            .formatted(process.pid(), BOUND, folder.logFile()),
                    e);
        } catch (ExecutionException e) {
            throw new CommandFailure(ExitCode.FAILED, "Process %d cannot be watched.".formatted(process.pid()), e);
        }
    }

    private void report(DataFolder folder, boolean stopped, String sentence) {
        if (json) {
            surroundings
                    .terminal()
                    .print(Json.object()
                            .put("stopped", stopped)
                            .put("data", folder.path().toString()));
        } else {
            surroundings.terminal().print(sentence);
        }
    }
}
