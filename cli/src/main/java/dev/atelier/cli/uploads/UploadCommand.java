package dev.atelier.cli.uploads;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atelier upload}: brings a file to the server, for inputs to name. */
@Command(
        name = "upload",
        sortOptions = false,
        description = "Uploads a picture or video, and prints the reference that inputs may name it by.")
public final class UploadCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to upload.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print what the server knows of the upload as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public UploadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var upload = server.connect(surroundings).upload(surroundings.resolve(file));
        if (json) {
            surroundings.terminal().print(upload);
        } else {
            surroundings.terminal().print(upload.path("reference").asString(""));
        }
        return ExitCode.OK.status();
    }
}
