package dev.atelier.cli.keys;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code atelier keys create}: makes a key. */
@Command(
        name = "create",
        sortOptions = false,
        description = "Makes an API key, which can do no more than the key in use. It is shown this once.")
final class CreateKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NAME", description = "What to call it.")
    private String name = "";

    @Option(
            names = "--scopes",
            split = ",",
            paramLabel = "SCOPE",
            description = "What it may do: read, submit, manage, admin. By default read,submit.")
    private List<String> scopes = List.of();

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "MODEL",
            description = "The only models it may ask for, by their full names. By default any.")
    private List<String> models = List.of();

    @Option(names = "--project", paramLabel = "PROJECT", description = "The project it acts for, if another one.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--expires-in", paramLabel = "TIME", description = "After how long it ends, such as P30D.")
    private Optional<String> expiresIn = Optional.empty();

    @Option(names = "--expires-at", paramLabel = "INSTANT", description = "When it ends. By default never.")
    private Optional<String> expiresAt = Optional.empty();

    @Option(names = "--rate", paramLabel = "NUMBER", description = "Most requests a second, over time.")
    private Optional<Double> rate = Optional.empty();

    @Option(names = "--burst", paramLabel = "NUMBER", description = "Most requests at once. By default one second's.")
    private Optional<Integer> burst = Optional.empty();

    @Option(names = "--budget-share", paramLabel = "SHARE", description = "Its share of the project's budget, up to 1.")
    private Optional<Double> budgetShare = Optional.empty();

    @Option(names = "--environment", paramLabel = "WORD", description = "The word in its prefix. By default live.")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    CreateKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var made = server.connect(surroundings).post(KeysCommand.PATH, body());
        IssuedKey.print(made, "is made", json, surroundings.terminal());
        return ExitCode.OK.status();
    }

    private ObjectNode body() {
        ObjectNode body = Json.object().put("name", name);
        putAll(body, "scopes", scopes);
        putAll(body, "models", models);
        project.ifPresent(text -> body.put("project", text));
        expiresIn.ifPresent(text -> body.put("expiresIn", text));
        expiresAt.ifPresent(text -> body.put("expiresAt", text));
        budgetShare.ifPresent(share -> body.put("budgetShare", share));
        environment.ifPresent(word -> body.put("environment", word));
        rate.ifPresent(perSecond -> body.putObject("rateLimit")
                .put("ratePerSecond", perSecond)
                .put("burst", burst.orElse((int) Math.max(1, Math.ceil(perSecond)))));
        return body;
    }

    private static void putAll(ObjectNode body, String field, List<String> words) {
        if (!words.isEmpty()) {
            words.forEach(body.putArray(field)::add);
        }
    }
}
