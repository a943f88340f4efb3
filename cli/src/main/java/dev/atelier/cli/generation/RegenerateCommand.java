package dev.atelier.cli.generation;

import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier regenerate}: asks for the same again, with changes, waits, saves. */
@Command(
        name = "regenerate",
        sortOptions = false,
        description = "Makes the same again under a new id, with changes, and saves it with a JSON sidecar.")
public final class RegenerateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The id of the generation to make again.")
    private String id = "";

    @Mixin
    private final ChangeOptions changes = new ChangeOptions();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Word to find it by, in place of the old ones. May be repeated.")
    private List<String> tags = List.of();

    @Mixin
    private final ConditionOptions conditions = new ConditionOptions();

    @Mixin
    private final ResultOptions result = new ResultOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public RegenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        var generation = api.regenerate(id, request());
        surroundings.terminal().say("generation " + generation.id());
        return result.complete(generation, api, surroundings);
    }

    private JsonNode request() {
        var request = Json.object();
        changes.addTo(request);
        if (!tags.isEmpty()) {
            tags.forEach(request.putArray("tags")::add);
        }
        conditions.addTo(request);
        return request;
    }
}
