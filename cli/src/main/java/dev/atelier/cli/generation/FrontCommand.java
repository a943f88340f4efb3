package dev.atelier.cli.generation;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier front}: lets one generation go first. */
@Command(
        name = "front",
        sortOptions = false,
        description =
                "Lets a generation that waits go before all else that its project has waiting for the same model in "
                        + "the same lane.")
public final class FrontCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The generation's id.")
    private String id = "";

    @Option(names = "--json", description = "Print the generation as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public FrontCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var generation = server.connect(surroundings).moveToFront(id);
        if (json) {
            surroundings.terminal().print(generation.json());
        } else {
            surroundings.terminal().print(generation.statusWord());
        }
        return ExitCode.OK.status();
    }
}
