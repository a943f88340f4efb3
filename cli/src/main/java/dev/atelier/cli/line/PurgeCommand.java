package dev.atelier.cli.line;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code atelier purge}: cancels all that waits and fits. */
@Command(
        name = "purge",
        sortOptions = false,
        description = "Cancels all that waits at a provider and fits. What runs goes on, and what arrives later is not "
                + "touched. Needs an admin key, unless --project is the key's own.")
public final class PurgeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--provider", paramLabel = "PROVIDER", required = true, description = "Where it waits.")
    private String provider = "";

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only what waits for this account.")
    private Optional<String> account = Optional.empty();

    @Option(names = "--model", paramLabel = "MODEL", description = "Only what waits for this model.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = "Only what waits in this lane: interactive, normal or batch.")
    private Optional<String> lane = Optional.empty();

    @Option(names = "--project", paramLabel = "PROJECT", description = "Only what this project has waiting.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--yes", description = "Do not ask whether it is meant.")
    private boolean yes;

    @Option(names = "--json", description = "Print the purge as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public PurgeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var part = part();
        if (!yes && !surroundings.terminal().confirms("Cancel all that waits with %s?".formatted(words(part)))) {
            throw new CommandFailure(ExitCode.USAGE, "Nothing was purged: answer y, or give --yes.");
        }
        var purge = server.connect(surroundings).purge(part);
        if (json) {
            surroundings.terminal().print(purge);
        } else {
            surroundings.terminal().print("purging");
        }
        return ExitCode.OK.status();
    }

    private ObjectNode part() {
        var part = Json.object().put("provider", provider);
        account.ifPresent(value -> part.put("account", value));
        model.ifPresent(value -> part.put("model", value));
        lane.ifPresent(value -> part.put("lane", value));
        project.ifPresent(value -> part.put("project", value));
        return part;
    }

    private static String words(ObjectNode part) {
        var words = new StringBuilder();
        part.properties()
                .forEach(entry -> words.append(words.isEmpty() ? "" : ", ")
                        .append(entry.getKey())
                        .append(' ')
                        .append(entry.getValue().asString()));
        return words.toString();
    }
}
