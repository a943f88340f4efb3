package dev.atelier.cli.generation;

import dev.atelier.cli.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What is to be other than it was, when something is made again. */
public final class ChangeOptions {
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
    private Map<String, String> parts = new LinkedHashMap<>();

    /** Says it in {@code request}. */
    public void addTo(ObjectNode request) {
        model.ifPresent(name -> request.put("model", name));
        style.ifPresent(name -> request.put("style", name));
        var input = Json.object();
        prompt.ifPresent(value -> input.put("prompt", value));
        size.ifPresent(value -> input.put("size", value));
        seed.ifPresent(value -> input.put("seed", value));
        parts.forEach((key, value) -> input.set(key, Json.readOrText(value)));
        if (!input.isEmpty()) {
            request.set("input", input);
        }
    }
}
