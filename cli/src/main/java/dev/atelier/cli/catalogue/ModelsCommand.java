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

    @Option(names = "--all", description = "Those too whose vendor has no key here, with the variable to set.")
    private boolean all;

    @Option(names = "--json", description = "Print the list as JSON, all of them.")
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
            print(models.path("data"));
        }
        return ExitCode.OK.status();
    }

    private void print(JsonNode models) {
        var terminal = surroundings.terminal();
        terminal.print(ROW.formatted("MODEL", "CAN", "TITLE"));
        int hidden = 0;
        for (JsonNode model : models) {
            if (all || missing(model).isEmpty()) {
                terminal.print(row(model));
            } else {
                hidden++;
            }
        }
        if (hidden > 0) {
            terminal.say("%d more run once their vendor's key is set: atelier models --all".formatted(hidden));
        }
    }

    /** The variable to set; nothing where no key is missing. */
    private static String missing(JsonNode model) {
        return model.path("missing").asString("");
    }

    private static String row(JsonNode model) {
        String can = StreamSupport.stream(model.path("capabilities").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        String title = model.path("title").asString();
        return ROW.formatted(
                model.path("name").asString(),
                can,
                missing(model).isEmpty() ? title : "%s (set %s)".formatted(title, missing(model)));
    }
}
