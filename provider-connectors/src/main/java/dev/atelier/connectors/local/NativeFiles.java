package dev.atelier.connectors.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The libraries that ONNX Runtime unpacks, 30 MB in a temporary folder of each process. It deletes them when the process ends as
 * it should, which a killed one does not.
 */
final class NativeFiles {
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String UNPACKED = "/onnxruntime-java";

    private NativeFiles() {}

    /** Deletes those that are loaded, which stay usable. Does nothing where the system does not tell which they are. */
    static void letGo() {
        if (!Files.isReadable(MAPPED)) {
            return;
        }
        try {
            for (Path library : loaded()) {
                Files.deleteIfExists(library);
            }
        } catch (IOException | UncheckedIOException e) {
            // Then they go when the process ends.
            return;
        }
    }

    /** Where the loaded libraries lie, as long as they are files. */
    static List<Path> loaded() throws IOException {
        try (var lines = Files.lines(MAPPED)) {
            return lines.filter(line -> line.contains(UNPACKED))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .filter(Files::exists)
                    .toList();
        }
    }
}
