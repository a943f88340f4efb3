package dev.atelier.cli.generation;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Generation;
import dev.atelier.cli.api.Status;
import dev.atelier.cli.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What is done with a generation that was asked for: wait, save, tell. Shared by the commands that save results. */
final class ResultOptions {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File, or existing folder, for the result. Several results are numbered. "
                    + "Default: a free name made from the prompt.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = TimeReader.class,
            description = "How long to wait, such as 90s, 5m or PT1H. Default: until it is finished.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(names = "--json", description = "Print the generation as JSON, with the saved files.")
    private boolean json;

    /** Whether standard output is to hold nothing but JSON. */
    boolean json() {
        return json;
    }

    /** Waits for the generation and saves what came of it. Returns the exit code. */
    int complete(Generation first, ApiClient api, Surroundings surroundings) {
        var generation = new Watch<>(
                        new WatchedGeneration(api, first.id()), surroundings, timeout.orElse(Watch.FOR_EVER))
                .untilOver(first);
        if (generation.status() != Status.SUCCEEDED) {
            return failed(generation, surroundings);
        }
        var names = new FileNames(surroundings.folder(), out.map(surroundings::resolve));
        var files = new SavedFiles(api, surroundings.terminal())
                .save(generation, names).stream()
                        .map(file -> shown(file, surroundings))
                        .toList();
        print(generation, files, surroundings);
        return ExitCode.OK.status();
    }

    private void print(Generation generation, List<String> files, Surroundings surroundings) {
        if (!json) {
            files.forEach(surroundings.terminal()::print);
            return;
        }
        var withFiles = ((ObjectNode) generation.json()).deepCopy();
        var array = withFiles.putArray("files");
        files.forEach(array::add);
        surroundings.terminal().print(withFiles);
    }

    private int failed(Generation generation, Surroundings surroundings) {
        if (json) {
            surroundings.terminal().print(generation.json());
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "Generation %s is %s: %s"
                        .formatted(
                                generation.id(),
                                generation.statusWord(),
                                generation.error().orElse("the server gives no reason.")));
    }

    /** As the user would write it from where they stand. */
    private static String shown(Path file, Surroundings surroundings) {
        return file.startsWith(surroundings.folder())
                ? surroundings.folder().relativize(file).toString()
                : file.toString();
    }
}
