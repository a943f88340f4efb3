package dev.atelier.cli.generation;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.Generation;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier show}: what is known of one generation. */
@Command(name = "show", sortOptions = false, description = "Shows what is known of one generation.")
public final class ShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The generation's id.")
    private String id = "";

    @Option(names = "--json", description = "Print the generation as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var generation = server.connect(surroundings).get(id);
        if (json) {
            surroundings.terminal().print(generation.json());
        } else {
            print(generation);
        }
        return ExitCode.OK.status();
    }

    private void print(Generation generation) {
        line("id", generation.id());
        line("status", generation.statusWord());
        generation.queue().ifPresent(queue -> line("queue", queue));
        generation.error().ifPresent(error -> line("error", error));
        line("model", generation.model());
        generation.text("provider").ifPresent(provider -> line("provider", provider));
        generation.text("attempt").ifPresent(attempt -> line("attempt", attempt));
        generation.prompt().ifPresent(prompt -> line("prompt", prompt));
        line("tags", generation.joinedTags());
        generation.text("createdAt").ifPresent(at -> line("created", at));
        generation
                .artifacts()
                .forEach(artifact -> line(
                        "artifact",
                        "%s  %s  %d bytes".formatted(artifact.url(), artifact.mediaType(), artifact.bytes())));
    }

    private void line(String name, String value) {
        surroundings.terminal().print("%-9s %s".formatted(name, value));
    }
}
