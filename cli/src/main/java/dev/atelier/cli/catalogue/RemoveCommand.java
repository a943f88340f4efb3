package dev.atelier.cli.catalogue;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code remove} of {@code atelier models}, {@code accounts} and {@code projects}. */
@Command(name = "remove", sortOptions = false, description = "Removes one. Needs an admin key.")
final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Kind kind;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its full name.")
    private String name = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    RemoveCommand(Surroundings surroundings, Kind kind) {
        this.surroundings = surroundings;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        server.connect(surroundings).remove(kind.path(), name);
        surroundings.terminal().print("%s %s is removed".formatted(kind.word(), name));
        return ExitCode.OK.status();
    }
}
