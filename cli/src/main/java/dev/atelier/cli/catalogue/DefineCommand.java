package dev.atelier.cli.catalogue;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code define} of {@code atelier models}, {@code accounts} and {@code projects}: defines one by a file. */
@Command(
        name = "define",
        sortOptions = false,
        description = "Defines one by a file in YAML or JSON, or defines it anew. Needs an admin key, or for what is not "
                + "the operator's of its own project a key with scope manage.")
final class DefineCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Kind kind;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its full name.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "What it is to be: the body of the API's PUT.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    DefineCommand(Surroundings surroundings, Kind kind) {
        this.surroundings = surroundings;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        var defined = server.connect(surroundings).define(kind.path(), name, read());
        if (json) {
            surroundings.terminal().print(defined);
        } else {
            surroundings.terminal().print("%s %s is defined".formatted(kind.word(), name));
        }
        return ExitCode.OK.status();
    }

    /** YAML, of which JSON is a part. */
    private ObjectNode read() {
        try {
            if (new YAMLMapper().readTree(Files.readAllBytes(surroundings.resolve(file)))
                    instanceof ObjectNode definition) {
                return definition;
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "%s cannot be read (%s).".formatted(file, e), e);
        } catch (JacksonException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "%s is neither YAML nor JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
        throw new CommandFailure(ExitCode.USAGE, "%s must hold one object.".formatted(file));
    }
}
