package dev.atelier.stack.testing;

import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.Endpoints;
import dev.atelier.stack.Progress;
import dev.atelier.stack.StackConfig;
import dev.atelier.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The stack that tests share: started when first asked for, stopped when the JVM ends. Tests keep apart by names of
 * their own (topics, buckets, keyspaces). The system property {@code stack} chooses {@code embedded} (the default) or
 * {@code containers}; {@code atelier.servers} names the folder of the embedded servers.
 */
public final class TestStack {
    private TestStack() {}

    /** Where it answers. The first caller waits for the start, others wait with it. */
    public static Endpoints endpoints() {
        return Running.ENDPOINTS;
    }

    /** Started by the class loader, which does so once and makes the others wait. */
    private static final class Running {
        static final Endpoints ENDPOINTS = start(System.getProperty("stack", "embedded"));

        private static Endpoints start(String kind) {
            return switch (kind) {
                case "embedded" -> embedded();
                case "containers" -> Containers.start();
                default ->
                    throw new StackException("stack must be embedded or containers, but was %s.".formatted(kind));
            };
        }

        private static Endpoints embedded() {
            var stack = EmbeddedStack.start(
                    StackConfig.of(temporaryFolder(), serversFolder()).withMinFreeBytes(256L << 20), Progress.silent());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            return stack.endpoints();
        }
    }

    /** The servers as the build laid them out. */
    public static Path serversFolder() {
        var folder = System.getProperty("atelier.servers");
        if (folder == null) {
            throw new StackException(
                    "The system property atelier.servers is missing; set it to embedded-stack/target/servers.");
        }
        return Path.of(folder);
    }

    /** A fresh folder under target, which stays for whoever wants to read the logs of a failed test. */
    public static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "stacks")), "stack-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
