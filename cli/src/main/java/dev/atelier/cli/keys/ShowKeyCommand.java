package dev.atelier.cli.keys;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier keys show}: one key, a line for each thing that is known of it. */
@Command(name = "show", sortOptions = false, description = "Shows an API key, without its text.")
final class ShowKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "Its id, such as key_…")
    private String id = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    ShowKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var key = server.connect(surroundings).definition(KeysCommand.PATH, id);
        if (json) {
            terminal.print(key);
        } else {
            key.properties().stream()
                    .filter(known -> !known.getValue().isNull())
                    .forEach(known -> terminal.print("%-14s  %s".formatted(known.getKey(), text(known.getValue()))));
        }
        return ExitCode.OK.status();
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
                : value.isString() ? value.asString() : value.toString();
    }
}
