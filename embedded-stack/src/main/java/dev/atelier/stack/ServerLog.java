package dev.atelier.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a server printed, since this start.
 *
 * @param file  appended to over restarts
 * @param start where this start begins in it
 */
record ServerLog(Path file, long start) {
    private static final long ROTATE_AT = 16L << 20;
    private static final int TAIL_BYTES = 16 << 10;
    private static final int TAIL_LINES = 12;

    /** The end of the log, from now on. A long one is put aside first. */
    static ServerLog open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file) && Files.size(file) > ROTATE_AT) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** Why a server failed, in one sentence: with its last lines, or the plain cause where the disk is full. */
    StackException explain(String server, String whatHappened) {
        var tail = tail();
        if (tail.stream().anyMatch(line -> line.contains("No space left on device"))) {
            return new StackException("%s %s because the disk is full; free some space and start again (log: %s)."
                    .formatted(server, whatHappened, file));
        }
        return new StackException("%s %s; its log %s ends with:%n  %s"
                .formatted(server, whatHappened, file, tail.isEmpty() ? "(nothing)" : String.join("\n  ", tail)));
    }

    private List<String> tail() {
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            var from = Math.max(start, reader.length() - TAIL_BYTES);
            var bytes = new byte[(int) Math.max(0, reader.length() - from)];
            reader.seek(from);
            reader.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(unreadable: " + e.getMessage() + ")");
        }
    }
}
