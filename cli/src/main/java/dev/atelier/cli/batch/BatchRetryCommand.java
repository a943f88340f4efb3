package dev.atelier.cli.batch;

import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atelier batch retry}: has what failed of a batch tried again. */
@Command(
        name = "retry",
        sortOptions = false,
        description = "Tries again what failed, expired or was rejected of a batch that is over, and waits.")
final class BatchRetryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The batch's id.")
    private String id = "";

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    BatchRetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        return wait.complete(api.retryBatch(id), api, surroundings);
    }
}
