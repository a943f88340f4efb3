package dev.atelier.sink;

import dev.atelier.platform.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sink as a process of its own; the YAML file named by {@code ATELIER_CONFIG} may hold its settings. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Starts the sink and returns; its threads keep the process alive until it is told to end. */
    public static void main(String[] args) {
        try {
            var environment = System.getenv();
            var file = Optional.ofNullable(environment.get("ATELIER_CONFIG")).map(Path::of);
            var config = new ConfigLoader(environment).load(SinkConfig.class, file);
            var sink = SinkService.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "shutdown"));
        } catch (RuntimeException e) {
            LOG.atError().log("The sink could not start: {}", e.getMessage());
            System.exit(1);
        }
    }
}
