package dev.atelier.cli.events;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient.Parameter;
import dev.atelier.cli.api.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier events}: what happens in the project, until it is interrupted. */
@Command(
        name = "events",
        sortOptions = false,
        description = "Shows what happens in the project, as it happens. Ends with Ctrl-C.")
public final class EventsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** A server that is started again is back within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Surroundings surroundings;

    @Option(names = "--type", paramLabel = "TYPE,…", description = "Only these, such as succeeded,failed,batch.failed.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only of what carries this tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--model", paramLabel = "MODEL", description = "Only of what runs on this model, by its full name.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--batch", paramLabel = "ID", description = "Only of this batch and what belongs to it.")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--json", description = "Print each event as JSON, one a line.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public EventsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var feed = server.connect(surroundings).events(parameters());
        long lost = surroundings.pace().nanoTime();
        while (true) {
            try {
                feed.read(this::show);
                lost = surroundings.pace().nanoTime();
            } catch (CommandFailure e) {
                boolean isBack = surroundings.pace().nanoTime() - lost <= PATIENCE.toNanos();
                if (e.exitCode() != ExitCode.UNREACHABLE || !isBack) {
                    throw e;
                }
            }
            surroundings.pace().sleep(PAUSE);
        }
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        type.ifPresent(value -> parameters.add(new Parameter("type", value)));
        tag.ifPresent(value -> parameters.add(new Parameter("tag", value)));
        model.ifPresent(value -> parameters.add(new Parameter("model", value)));
        batch.ifPresent(value -> parameters.add(new Parameter("batch", value)));
        return parameters;
    }

    private void show(JsonNode event) {
        surroundings.terminal().print(json ? Json.line(event) : row(event));
    }

    private static String row(JsonNode event) {
        boolean isBatch = event.has("batch");
        var about = event.path(isBatch ? "batch" : "generation");
        return "%-24s  %-15s  %-36s  %s"
                .formatted(
                        event.path("at").asString(""),
                        event.path("type").asString(""),
                        about.path("id").asString(""),
                        isBatch ? counts(about.path("counts")) : detail(about))
                .stripTrailing();
    }

    private static String counts(JsonNode counts) {
        return "%d waiting, %d active, %d succeeded"
                .formatted(
                        counts.path("waiting").asInt(0),
                        counts.path("active").asInt(0),
                        counts.path("succeeded").asInt(0));
    }

    private static String detail(JsonNode generation) {
        if (generation.has("error")) {
            return generation.at("/error/message").asString("");
        }
        var share = generation.at("/progress/share");
        return share.isNumber()
                ? "%d %%".formatted(Math.round(100 * share.asDouble()))
                : generation.path("model").asString("");
    }
}
