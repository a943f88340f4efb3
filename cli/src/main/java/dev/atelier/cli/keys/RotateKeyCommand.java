package dev.atelier.cli.keys;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier keys rotate}: gives a key a new text. */
@Command(name = "rotate", sortOptions = false, description = "Gives an API key a new text. It is shown this once.")
final class RotateKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "Its id, such as key_…")
    private String id = "";

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "How long the old text is good as well, such as PT1H. By default not a moment.")
    private Optional<String> grace = Optional.empty();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    RotateKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var body = Json.object();
        grace.ifPresent(time -> body.put("grace", time));
        var rotated = server.connect(surroundings).post("%s/%s/rotate".formatted(KeysCommand.PATH, id), body);
        IssuedKey.print(rotated, "is rotated", json, surroundings.terminal());
        return ExitCode.OK.status();
    }
}
