package dev.atelier.cli.generation;

import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Option(names = "--model", paramLabel = "MODEL", description = "Model to use. Default: the same.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Number that fixes what is left to chance.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--size", paramLabel = "WxH", description = "Width and height in pixels, such as 1024x768.")
    private Optional<String> size = Optional.empty();

    @Option(names = "--prompt", paramLabel = "TEXT", description = "What to make.")
    private Optional<String> prompt = Optional.empty();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "Style preset to make it in; empty for none. Default: the same.")
    private Optional<String> style = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other part of the input. May be repeated. "
                    + "What is JSON is taken as such, null to leave the part out; all else is text.")
    private Map<String, String> parts = Map.of();

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
        var generation = api.regenerate(id, changes());
        surroundings.terminal().say("generation " + generation.id());
        return result.complete(generation, api, surroundings);
    }

    private JsonNode changes() {
        var changes = Json.object();
        model.ifPresent(name -> changes.put("model", name));
        var input = Json.object();
        prompt.ifPresent(value -> input.put("prompt", value));
        size.ifPresent(value -> input.put("size", value));
        seed.ifPresent(value -> input.put("seed", value));
        parts.forEach((key, value) -> input.set(key, Json.readOrText(value)));
        if (!input.isEmpty()) {
            changes.set("input", input);
        }
        style.ifPresent(name -> changes.put("style", name));
        if (!tags.isEmpty()) {
            tags.forEach(changes.putArray("tags")::add);
        }
        conditions.addTo(changes);
        return changes;
    }
}
