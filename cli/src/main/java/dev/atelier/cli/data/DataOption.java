package dev.atelier.cli.data;

import dev.atelier.cli.Surroundings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The {@code --data} option. */
public final class DataOption {
    private static final String NAME = ".atelier";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder. Default: ATELIER_DATA, or .atelier of the repository.")
    private Optional<Path> data = Optional.empty();

    /** The folder of an Atelier that is started, or stopped. */
    public DataFolder own(Surroundings surroundings) {
        return new DataFolder(named(surroundings)
                .orElseGet(
                        () -> surroundings.root().orElse(surroundings.folder()).resolve(NAME)));
    }

    /** The folder of an Atelier that is asked: the one where the user stands goes first. */
    public DataFolder nearest(Surroundings surroundings) {
        var here = new DataFolder(surroundings.folder().resolve(NAME));
        return named(surroundings).isEmpty() && here.isUsed() ? here : own(surroundings);
    }

    private Optional<Path> named(Surroundings surroundings) {
        return data.or(() -> surroundings.variable("ATELIER_DATA").map(Path::of))
                .map(surroundings::resolve);
    }
}
