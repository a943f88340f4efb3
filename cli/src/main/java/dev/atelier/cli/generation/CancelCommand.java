package dev.atelier.cli.generation;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.Generation;
import dev.atelier.cli.api.ServerOptions;
import dev.atelier.cli.watch.Watch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier cancel}: has one generation stopped. */
@Command(
        name = "cancel",
        sortOptions = false,
        description = "Cancels one generation, and prints its status. Canceling it again does no harm.")
public final class CancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The generation's id.")
    private String id = "";

    @Option(
            names = "--wait",
            description = "Wait until it is over: what runs is stopped by its provider, in its own time.")
    private boolean wait;

    @Option(names = "--json", description = "Print the generation as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        var generation = api.cancel(id);
        if (wait) {
            generation = new Watch<>(new WatchedGeneration(api, generation.id()), surroundings, Watch.FOR_EVER)
                    .untilOver(generation);
        }
        print(generation);
        return exitCode(generation).status();
    }

    private void print(Generation generation) {
        if (json) {
            surroundings.terminal().print(generation.json());
        } else {
            surroundings.terminal().print(generation.statusWord());
        }
    }

    private static ExitCode exitCode(Generation generation) {
        return switch (generation.status()) {
            case CANCELED, CANCELING, QUEUED, RUNNING, OTHER -> ExitCode.OK;
            case SUCCEEDED, FAILED, EXPIRED, REJECTED ->
                throw new CommandFailure(
                        ExitCode.TOO_LATE,
                        "Generation %s could not be canceled: it is %s."
                                .formatted(generation.id(), generation.statusWord()));
        };
    }
}
