package dev.atelier.dispatch;

import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.platform.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs the dispatch stream as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        try {
            var file = Optional.ofNullable(System.getenv("ATELIER_CONFIG")).map(Path::of);
            var config = new ConfigLoader(System.getenv()).load(DispatchConfig.class, file);
            var service = DispatchService.start(config);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(service::close));
        } catch (InvalidConfigException | org.apache.kafka.common.KafkaException e) {
            System.err.println("The dispatch stream could not start: " + e.getMessage());
            System.exit(1);
        }
    }
}
