package dev.atelier.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;

/** Where a topology under test has its stores; in memory where the machine has such a folder, since stores sync whatever they open. */
final class StateFolder implements AutoCloseable {
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private final Path path;

    StateFolder() {
        Path parent = Files.isWritable(IN_MEMORY) ? IN_MEMORY : Path.of("target", "state");
        path = parent.resolve("atelier-" + UUID.randomUUID());
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state of a test could not be deleted", e);
        }
    }
}
