package dev.atelier.cli.batch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import dev.atelier.cli.generation.TimeReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier batch}: asks for many at once, and waits until all have ended. */
@Command(
        name = "batch",
        sortOptions = false,
        description =
                "Makes up to 10000 at once, in the batch queue. `atelier list --tag batch:ID` finds what came of it.")
public final class BatchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "One input a line, as a JSON object: one generation for each.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--matrix",
            paramLabel = "KEY=VALUES",
            description =
                    "Values of one part of the input: 1..50, or a fox,a cat, or a JSON array. One generation for each "
                            + "combination of all that are given.")
    private Map<String, String> matrix = new LinkedHashMap<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A part that all inputs have in common. What is JSON is taken as such; all else is text.")
    private Map<String, String> common = new LinkedHashMap<>();

    @Option(names = "--model", paramLabel = "MODEL", description = "Model to use. Default: the project's.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--style", paramLabel = "STYLE", description = "Style preset to make each in. Default: none.")
    private Optional<String> style = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Word to find each by. May be repeated.")
    private List<String> tags = List.of();

    @Option(
            names = "--level",
            paramLabel = "N",
            description = "Higher goes first among batches: from -10 to 10. Default: 0.")
    private Optional<Integer> level = Optional.empty();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = TimeReader.class,
            description = "After this the answers are worthless, and what has not ended expires; such as 5m or PT1H.")
    private Optional<Duration> deadline = Optional.empty();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private BatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The command with those that look at a batch, stop it and try it again. */
    public static CommandLine withSubcommands(Surroundings surroundings) {
        return new CommandLine(new BatchCommand(surroundings))
                .addSubcommand(new BatchShowCommand(surroundings))
                .addSubcommand(new BatchListCommand(surroundings))
                .addSubcommand(new BatchCancelCommand(surroundings))
                .addSubcommand(new BatchRetryCommand(surroundings));
    }

    @Override
    public Integer call() {
        var request = request();
        var api = server.connect(surroundings);
        var batch = api.submitBatch(request);
        surroundings.terminal().say("batch " + batch.id());
        return wait.complete(batch, api, surroundings);
    }

    private JsonNode request() {
        if (file.isPresent() != matrix.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Give either a FILE of inputs or --matrix (see `atelier batch --help`).");
        }
        var request = Json.object();
        model.ifPresent(name -> request.put("model", name));
        style.ifPresent(name -> request.put("style", name));
        var input = request.putObject("input");
        common.forEach((key, value) -> input.set(key, Json.readOrText(value)));
        file.ifPresent(path -> request.putArray("inputs").addAll(InputLines.read(surroundings.resolve(path))));
        if (!matrix.isEmpty()) {
            var axes = request.putObject("matrix");
            matrix.forEach((key, values) -> axes.putArray(key).addAll(Values.parse(key, values)));
        }
        tags.forEach(request.putArray("tags")::add);
        level.ifPresent(number -> request.put("priorityLevel", number));
        deadline.ifPresent(time -> request.put("deadline", time.toString()));
        return request;
    }
}
