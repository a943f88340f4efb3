package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path folder;

    @Test
    void aFailureShowsTheLastLinesOfThisStartAlone() throws IOException {
        var file = folder.resolve("kafka.log");
        Files.writeString(file, "an old failure\n");
        var log = ServerLog.open(file);
        Files.writeString(file, "\nport in use\n", StandardOpenOption.APPEND);

        var failure = log.explain("kafka", "stopped with exit code 1");

        assertThat(failure).hasMessage("kafka stopped with exit code 1; its log %s ends with:\n  port in use", file);
    }

    @Test
    void aFullDiskIsRecognised() throws IOException {
        var file = folder.resolve("kafka.log");
        var log = ServerLog.open(file);
        Files.writeString(file, "java.io.IOException: No space left on device\n\tat somewhere\n");

        var failure = log.explain("kafka", "stopped with exit code 1");

        assertThat(failure)
                .hasMessage(
                        "kafka stopped with exit code 1 because the disk is full; free some space and start again (log: %s).",
                        file);
    }

    @Test
    void aLogThatNobodyWroteIsToldAsSuch() throws IOException {
        var file = Files.createFile(folder.resolve("kafka.log"));

        assertThat(ServerLog.open(file).explain("kafka", "stopped")).hasMessageEndingWith("(nothing)");
    }

    @Test
    void aLongLogIsPutAside() throws IOException {
        var file = folder.resolve("kafka.log");
        Files.write(file, new byte[(16 << 20) + 1]);

        var log = ServerLog.open(file);

        assertThat(log.start()).isZero();
        assertThat(folder.resolve("kafka.log.1")).isRegularFile();
    }
}
