package dev.atelier.cli.keys;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier keys}: the API keys of a project. */
@Command(
        name = "keys",
        sortOptions = false,
        description = "Lists the API keys; its parts create, show, rotate and revoke one. Needs a key with scope manage.")
public final class KeysCommand implements Callable<Integer> {
    static final String PATH = "v1/keys";
    private static final String ROW = "%-24s  %-16s  %-20s  %-12s  %-8s  %-20s  %s";

    private final Surroundings surroundings;

    @Option(names = "--project", paramLabel = "PROJECT", description = "Only those of this project.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private KeysCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new KeysCommand(surroundings))
                .addSubcommand(new CreateKeyCommand(surroundings))
                .addSubcommand(new ShowKeyCommand(surroundings))
                .addSubcommand(new RotateKeyCommand(surroundings))
                .addSubcommand(new RevokeKeyCommand(surroundings));
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var query = project.map(name -> "?project=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        var keys = server.connect(surroundings).definitions(PATH + query.orElse(""));
        if (json) {
            terminal.print(keys);
        } else {
            terminal.print(ROW.formatted("ID", "PROJECT", "NAME", "KEY", "STATUS", "LAST USED", "MAY"));
            keys.path("data").forEach(key -> terminal.print(row(key)));
        }
        return ExitCode.OK.status();
    }

    private static String row(JsonNode key) {
        String may = key.path("scopes").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        return ROW.formatted(
                        key.path("id").asString(),
                        key.path("project").asString(),
                        key.path("name").asString(),
                        key.path("prefix").asString() + "…" + key.path("lastFour").asString(),
                        key.path("status").asString(),
                        key.path("lastUsedAt").asString("never"),
                        may)
                .stripTrailing();
    }
}
