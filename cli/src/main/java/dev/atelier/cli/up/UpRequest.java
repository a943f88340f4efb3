package dev.atelier.cli.up;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.data.DataFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code atelier up} was asked to start.
 *
 * @param data         folder of everything that stays
 * @param port         of the API; 0 takes a free one
 * @param config       file with sections of settings
 * @param surroundings of the command
 */
record UpRequest(DataFolder data, int port, Optional<Path> config, Surroundings surroundings) {
    /** The programs of the servers, as the build lays them out. */
    Path servers() {
        return Optional.ofNullable(System.getProperty("atelier.servers"))
                .map(Path::of)
                .or(() -> surroundings.root().map(root -> root.resolve("embedded-stack/target/servers")))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "Where the servers lie is not known; start this by the script ./atelier."));
    }
}
