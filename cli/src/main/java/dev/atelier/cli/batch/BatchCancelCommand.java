package dev.atelier.cli.batch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import dev.atelier.cli.watch.Watch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier batch cancel}: has a batch stopped. */
@Command(
        name = "cancel",
        sortOptions = false,
        description = "Cancels what has not ended of a batch, and prints its status. Canceling it again does no harm.")
final class BatchCancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The batch's id.")
    private String id = "";

    @Option(
            names = "--wait",
            description = "Wait until it is over: what runs is stopped by its provider, in its own time.")
    private boolean wait;

    @Option(names = "--json", description = "Print the batch as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    BatchCancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        var batch = api.cancelBatch(id);
        if (wait) {
            batch = new Watch<>(WatchedBatch.of(api, batch), surroundings, Watch.FOR_EVER).untilOver(batch);
        }
        if (json) {
            surroundings.terminal().print(batch.json());
        } else {
            surroundings.terminal().print(batch.statusWord());
        }
        return switch (batch.status()) {
            case CANCELED, CANCELING, QUEUED, RUNNING, OTHER -> ExitCode.OK.status();
            case SUCCEEDED, FAILED, EXPIRED, REJECTED ->
                throw new CommandFailure(
                        ExitCode.TOO_LATE,
                        "Batch %s could not be canceled: it is %s.".formatted(batch.id(), batch.statusWord()));
        };
    }
}
