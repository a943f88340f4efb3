package dev.atelier.cli.generation;

import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atelier resume}: waits for a generation that was asked for earlier, and saves it. */
@Command(
        name = "resume",
        sortOptions = false,
        description = "Waits for a generation that was asked for earlier, and saves it.")
public final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The generation's id.")
    private String id = "";

    @Mixin
    private final ResultOptions result = new ResultOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        return result.complete(api.get(id), api, surroundings);
    }
}
