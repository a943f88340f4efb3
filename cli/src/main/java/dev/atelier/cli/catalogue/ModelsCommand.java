package dev.atelier.cli.catalogue;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier models}: what can be asked for. */
@Command(name = "models", sortOptions = false, description = "Lists the models; its parts show, define and remove one.")
public final class ModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-28s  %-32s  %s";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new ModelsCommand(surroundings))
                .addSubcommand(new ShowDefinitionCommand(surroundings, Kind.MODEL))
                .addSubcommand(new DefineCommand(surroundings, Kind.MODEL))
                .addSubcommand(new RemoveCommand(surroundings, Kind.MODEL));
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var models = server.connect(surroundings).definitions(Kind.MODEL.path());
        if (json) {
            terminal.print(models);
        } else {
            terminal.print(ROW.formatted("MODEL", "CAN", "TITLE"));
            models.path("data").forEach(model -> terminal.print(row(model)));
        }
        return ExitCode.OK.status();
    }

    private static String row(JsonNode model) {
        String can = StreamSupport.stream(model.path("capabilities").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        return ROW.formatted(
                model.path("name").asString(), can, model.path("title").asString());
    }
}
