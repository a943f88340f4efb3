package dev.atelier.ingest;

import dev.atelier.platform.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Runs the edge alone: config from the file that {@code ATELIER_CONFIG} names and from the environment. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            var environment = System.getenv();
            var file = Optional.ofNullable(environment.get("ATELIER_CONFIG")).map(Path::of);
            run(new ConfigLoader(environment).load(IngestConfig.class, file));
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Main.class).atError().log("Ingest could not start: {}", reason(e));
            System.exit(1);
        }
    }

    private static void run(IngestConfig config) throws InterruptedException {
        var service = IngestService.start(config);
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            service.close();
            closed.countDown();
        }));
        // The JVM halts when its hooks end, so this thread only keeps it alive until then.
        closed.await();
    }

    /** What wraps a cause says where it was noticed, the innermost one what is the matter. */
    private static String reason(Throwable failure) {
        String outermost = String.valueOf(failure.getMessage());
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = String.valueOf(innermost.getMessage());
        return outermost.contains(message) ? outermost : "%s (%s)".formatted(outermost, message);
    }
}
