package dev.atelier.cli.catalogue;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show} of {@code atelier models}, {@code accounts} and {@code projects}: one definition, as JSON. */
@Command(name = "show", sortOptions = false, description = "Prints one as JSON.")
final class ShowDefinitionCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Kind kind;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its full name.")
    private String name = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    ShowDefinitionCommand(Surroundings surroundings, Kind kind) {
        this.surroundings = surroundings;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        surroundings.terminal().print(server.connect(surroundings).definition(kind.path(), name));
        return ExitCode.OK.status();
    }
}
