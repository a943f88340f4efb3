package dev.atelier.cli.catalogue;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier projects}: who may ask for what. */
@Command(
        name = "projects",
        sortOptions = false,
        description = "Lists the projects that the key may see; its parts show, define and remove one.")
public final class ProjectsCommand implements Callable<Integer> {
    private static final String ROW = "%-20s  %-28s  %6s  %12s  %s";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private ProjectsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new ProjectsCommand(surroundings))
                .addSubcommand(new ShowDefinitionCommand(surroundings, Kind.PROJECT))
                .addSubcommand(new DefineCommand(surroundings, Kind.PROJECT))
                .addSubcommand(new RemoveCommand(surroundings, Kind.PROJECT));
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var projects = server.connect(surroundings).definitions(Kind.PROJECT.path());
        if (json) {
            terminal.print(projects);
        } else {
            terminal.print(ROW.formatted("PROJECT", "DEFAULT MODEL", "WEIGHT", "A DAY", "OWN ACCOUNTS"));
            projects.path("data").forEach(project -> terminal.print(row(project)));
        }
        return ExitCode.OK.status();
    }

    private static String row(JsonNode project) {
        var daily = project.at("/budget/dailyMicros");
        return ROW.formatted(
                        project.path("name").asString(),
                        project.path("defaultModel").asString(""),
                        project.path("weight").asInt(),
                        daily.isNumber()
                                ? BigDecimal.valueOf(daily.asLong(), 6)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                : "",
                        project.path("accounts")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(", ")))
                .stripTrailing();
    }
}
