package dev.atelier.cli.up;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads a text file to which another process writes, line by line as the lines become whole. */
final class GrowingFile {
    private final Path file;
    private long read;

    GrowingFile(Path file) {
        this.file = file;
    }

    /** The lines that were completed since the last call. */
    List<String> newLines() throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            var bytes = new byte[(int) (in.length() - read)];
            in.readFully(bytes);
            var text = new String(bytes, StandardCharsets.UTF_8);
            var whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.getBytes(StandardCharsets.UTF_8).length;
            return whole.lines().toList();
        }
    }
}
