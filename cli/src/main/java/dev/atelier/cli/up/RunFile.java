package dev.atelier.cli.up;

import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells which process runs on a data folder: {@code run/atelier.pid} holds its id, and {@code run/atelier.started} when
 * it began, because ids are used again.
 */
final class RunFile {
    /** How far two readings of one process' start may differ: the kernel counts from a boot time that clocks adjust. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final Path pid;
    private final Path started;

    RunFile(DataFolder data) {
        this.pid = data.runFolder().resolve("atelier.pid");
        this.started = data.runFolder().resolve("atelier.started");
    }

    /** Names this process. */
    void claim() throws IOException {
        var self = ProcessHandle.current();
        Files.createDirectories(pid.getParent());
        Files.writeString(started, Long.toString(startMillis(self)));
        Files.writeString(pid, Long.toString(self.pid()));
    }

    /** Forgets this process. */
    void release() throws IOException {
        Files.deleteIfExists(pid);
        Files.deleteIfExists(started);
    }

    /** The process, if it is still there and provably the one that claimed the folder. */
    Optional<ProcessHandle> running() throws IOException {
        var id = number(pid);
        var start = number(started);
        return id.isEmpty() || start.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(id.getAsLong())
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> Math.abs(startMillis(process) - start.getAsLong()) <= SLACK.toMillis());
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }

    /** None in a file that is not there, or was cut short. */
    private static OptionalLong number(Path file) throws IOException {
        var text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
