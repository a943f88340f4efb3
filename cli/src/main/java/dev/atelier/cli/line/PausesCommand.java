package dev.atelier.cli.line;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier pauses}: what is paused. */
@Command(name = "pauses", sortOptions = false, description = "Lists what is paused.")
public final class PausesCommand implements Callable<Integer> {
    private static final String ROW = "%-8s  %-24s  %-24s  %s";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public PausesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var pauses = server.connect(surroundings).pauses();
        if (json) {
            terminal.print(pauses);
        } else {
            terminal.print(ROW.formatted("KIND", "NAME", "SINCE", "REASON"));
            pauses.path("data").forEach(pause -> terminal.print(row(pause)));
        }
        return ExitCode.OK.status();
    }

    private static String row(JsonNode pause) {
        return ROW.formatted(
                        pause.path("kind").asString(),
                        pause.path("name").asString(),
                        pause.path("at").asString(),
                        pause.path("reason").asString(""))
                .stripTrailing();
    }
}
