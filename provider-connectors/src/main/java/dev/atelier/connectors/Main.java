package dev.atelier.connectors;

import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.objects.ObjectStoreException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Runs the connectors as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The painter needs no display, and where there is one it is left alone.
        System.setProperty("java.awt.headless", "true");
        try {
            var file = Optional.ofNullable(System.getenv("ATELIER_CONFIG")).map(Path::of);
            var config = new ConfigLoader(System.getenv()).load(ConnectorsConfig.class, file);
            var service = ConnectorsService.start(config, System.getenv());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(service::close));
        } catch (InvalidConfigException | KafkaException | ObjectStoreException e) {
            System.err.println("The connectors could not start: " + e.getMessage());
            System.exit(1);
        }
    }
}
