package dev.atelier.cli.up;

import dev.atelier.cli.Surroundings;
import dev.atelier.cli.data.DataOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atelier up}: a whole Atelier on this machine. */
@Command(
        name = "up",
        sortOptions = false,
        description = "Starts Kafka, the registry, the object store, Cassandra and all services on this machine.")
public final class UpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:ATELIER_PORT:-8080}",
            description = "Port of the API; 0 takes a free one. Default: ATELIER_PORT, or 8080.")
    private int port;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with the sections up, ingest, dispatch, connectors and sink.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--detach", description = "Return once it is ready; it goes on until `atelier down`.")
    private boolean detach;

    @Option(names = "--json", description = "When ready, print how to reach it as JSON.")
    private boolean json;

    @Mixin
    private final DataOption data = new DataOption();

    public UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (Boolean.getBoolean(Detached.PROPERTY)) {
            Session.leave();
        }
        var request = new UpRequest(data.own(surroundings), port, config.map(surroundings::resolve), surroundings);
        return detach ? new Detached(request, json).run() : new Foreground(request, json).run();
    }
}
