package dev.atelier.cli.keys;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atelier keys show}: one key, as JSON. */
@Command(name = "show", sortOptions = false, description = "Prints an API key as JSON, without its text.")
final class ShowKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "Its id, such as key_…")
    private String id = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    ShowKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.terminal().print(server.connect(surroundings).definition(KeysCommand.PATH, id));
        return ExitCode.OK.status();
    }
}
