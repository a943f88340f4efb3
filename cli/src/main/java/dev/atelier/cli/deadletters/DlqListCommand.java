package dev.atelier.cli.deadletters;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.ApiClient.Parameter;
import dev.atelier.cli.api.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code atelier dlq list}: dead letters, newest first. */
@Command(name = "list", sortOptions = false, description = "Lists dead letters, newest first.")
final class DlqListCommand implements Callable<Integer> {
    private static final String ROW = "%-10s  %-24s  %-22s  %-9s  %s";
    private static final int CAUSE_WIDTH = 80;

    private final Surroundings surroundings;

    @Mixin
    private final WhichOptions which = new WhichOptions();

    @Option(names = "--pending", description = "Only those that were not put back.")
    private boolean pending;

    @Option(names = "--limit", paramLabel = "N", description = "How many at a time. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--all", description = "All of them, not only the newest.")
    private boolean all;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    DlqListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        var letters = Json.object().putArray("data");
        var next = read(api, letters, Optional.empty());
        while (next.isPresent() && (all || letters.isEmpty())) {
            next = read(api, letters, next);
        }
        print(letters, next);
        return ExitCode.OK.status();
    }

    /** Adds a page to {@code letters}; a page may be empty and yet have a next. */
    private Optional<String> read(ApiClient api, ArrayNode letters, Optional<String> cursor) {
        var page = api.deadLetters(parameters(cursor));
        page.path("data").forEach(letters::add);
        var next = page.path("next");
        return next.isString() ? Optional.of(next.asString()) : Optional.empty();
    }

    private List<Parameter> parameters(Optional<String> cursor) {
        var parameters = new ArrayList<Parameter>();
        parameters.add(new Parameter("limit", Integer.toString(limit)));
        which.given().forEach((name, value) -> parameters.add(new Parameter(name, value)));
        if (pending) {
            parameters.add(new Parameter("redriven", "false"));
        }
        cursor.ifPresent(value -> parameters.add(new Parameter("cursor", value)));
        return parameters;
    }

    private void print(ArrayNode letters, Optional<String> next) {
        var terminal = surroundings.terminal();
        if (json) {
            var body = Json.object();
            body.set("data", letters);
            next.ifPresentOrElse(cursor -> body.put("next", cursor), () -> body.putNull("next"));
            terminal.print(body);
            return;
        }
        terminal.print(ROW.formatted("ID", "AT", "FROM", "PUT BACK", "CAUSE"));
        letters.forEach(letter -> terminal.print(row(letter)));
        if (next.isPresent()) {
            terminal.say("There are more; see --all and --limit.");
        }
    }

    private static String row(JsonNode letter) {
        return ROW.formatted(
                        letter.path("id").asString(""),
                        letter.path("at").asString(""),
                        LetterText.source(letter),
                        letter.path("redriven").isObject() ? "yes" : "no",
                        shortened(LetterText.cause(letter)))
                .stripTrailing();
    }

    private static String shortened(String cause) {
        var line = cause.replaceAll("\\s+", " ");
        return line.length() <= CAUSE_WIDTH ? line : line.substring(0, CAUSE_WIDTH - 1) + "…";
    }
}
