package dev.atelier.cli.line;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier pause}: holds back a lane, an account or a model. */
@Command(
        name = "pause",
        sortOptions = false,
        description = "Pauses a lane, an account or a model: what runs goes on, what waits keeps its place until it is "
                + "resumed. Needs an admin key.")
public final class PauseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "KIND", description = "lane, account or model.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Which one, such as batch, sketch or atelier/sketch.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever is refused meanwhile.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--json", description = "Print the pause as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public PauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var pause = server.connect(surroundings).pause(kind, name, reason);
        if (json) {
            surroundings.terminal().print(pause);
        } else {
            surroundings
                    .terminal()
                    .print("%s %s is paused"
                            .formatted(
                                    pause.path("kind").asString(),
                                    pause.path("name").asString()));
        }
        return ExitCode.OK.status();
    }
}
