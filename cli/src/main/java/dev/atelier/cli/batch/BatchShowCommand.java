package dev.atelier.cli.batch;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.Terminal;
import dev.atelier.cli.api.Batch;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier batch show}: how a batch stands. */
@Command(name = "show", sortOptions = false, description = "Shows how a batch stands.")
final class BatchShowCommand implements Callable<Integer> {
    private static final String ROW = "%-10s  %s";

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The batch's id.")
    private String id = "";

    @Option(names = "--json", description = "Print the batch as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    BatchShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var batch = server.connect(surroundings).batch(id);
        if (json) {
            surroundings.terminal().print(batch.json());
        } else {
            print(batch, surroundings.terminal());
        }
        return ExitCode.OK.status();
    }

    private static void print(Batch batch, Terminal terminal) {
        terminal.print(ROW.formatted("id", batch.id()));
        terminal.print(ROW.formatted("status", batch.statusWord()));
        terminal.print(ROW.formatted("total", batch.total()));
        batch.json()
                .path("counts")
                .properties()
                .forEach(count -> terminal.print(
                        ROW.formatted(count.getKey(), count.getValue().asInt())));
        terminal.print(ROW.formatted("round", batch.round()));
        terminal.print(ROW.formatted("created", batch.json().path("createdAt").asString("")));
        var ended = batch.json().path("endedAt").asString("");
        if (!ended.isEmpty()) {
            terminal.print(ROW.formatted("ended", ended));
        }
    }
}
