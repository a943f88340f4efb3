package dev.atelier.cli.generation;

import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier generate}: asks, waits, saves. */
@Command(
        name = "generate",
        sortOptions = false,
        description = "Makes something from a prompt, and saves it with a JSON sidecar.")
public final class GenerateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "PROMPT", description = "What to make.")
    private String prompt = "";

    @Option(names = "--model", paramLabel = "MODEL", description = "Model to use. Default: the project's.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--size", paramLabel = "WxH", description = "Width and height in pixels, such as 1024x768.")
    private Optional<String> size = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Number that fixes what is left to chance.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--style", paramLabel = "STYLE", description = "Style preset to make it in, such as watercolor.")
    private Optional<String> style = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "Format of the result: png, jpeg or webp.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--image", paramLabel = "FILE", description = "Picture to work from.")
    private Optional<Path> image = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Word to find it by. May be repeated.")
    private List<String> tags = List.of();

    @Option(
            names = "--estimate",
            description =
                    "Only tell what it would cost and whether it would be let in now; nothing is asked for. A picture "
                            + "over 256 KiB is uploaded for it.")
    private boolean estimate;

    @Mixin
    private final ConditionOptions conditions = new ConditionOptions();

    @Mixin
    private final ResultOptions result = new ResultOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public GenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        if (estimate) {
            return new Estimate(api.estimate(request(api))).tell(surroundings.terminal(), result.json());
        }
        var generation = api.submit(request(api));
        surroundings.terminal().say("generation " + generation.id());
        return result.complete(generation, api, surroundings);
    }

    private JsonNode request(ApiClient api) {
        var request = Json.object();
        model.ifPresent(name -> request.put("model", name));
        var input = request.putObject("input").put("prompt", prompt);
        size.ifPresent(value -> input.put("size", value));
        seed.ifPresent(value -> input.put("seed", value));
        format.ifPresent(value -> input.put("format", value));
        image.ifPresent(file -> input.put("image", InputImage.of(surroundings.resolve(file), api)));
        style.ifPresent(name -> request.put("style", name));
        var words = request.putArray("tags");
        tags.forEach(words::add);
        conditions.addTo(request);
        return request;
    }
}
