package dev.atelier.cli.batch;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient.Parameter;
import dev.atelier.cli.api.Batch;
import dev.atelier.cli.api.ServerOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atelier batch list}: batches, newest first. */
@Command(name = "list", sortOptions = false, description = "Lists batches, newest first.")
final class BatchListCommand implements Callable<Integer> {
    private static final String ROW = "%-36s  %-9s  %6s  %-24s  %s";

    private final Surroundings surroundings;

    @Option(names = "--limit", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    BatchListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var page = server.connect(surroundings).batches(List.of(new Parameter("limit", Integer.toString(limit))));
        var terminal = surroundings.terminal();
        if (json) {
            terminal.print(page);
            return ExitCode.OK.status();
        }
        terminal.print(ROW.formatted("ID", "STATUS", "TOTAL", "CREATED", "ENDED"));
        page.path("data").valueStream().map(Batch::new).forEach(batch -> terminal.print(row(batch)));
        if (page.path("next").isString()) {
            terminal.say("There are more; see --limit.");
        }
        return ExitCode.OK.status();
    }

    private static String row(Batch batch) {
        return ROW.formatted(
                        batch.id(),
                        batch.statusWord(),
                        batch.total(),
                        batch.json().path("createdAt").asString(""),
                        batch.ends())
                .stripTrailing();
    }
}
