package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that outlived a killed stack for a moment, and others that only happen to have the same id. */
class LeftoversIT {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private Layout layout;

    @BeforeEach
    void lay() throws IOException {
        layout = new Layout(folder, folder);
        Files.createDirectories(layout.run());
        Files.writeString(
                layout.argumentsFile("kafka"),
                "-cp \"%s\" %s".formatted(System.getProperty("java.class.path"), Waiting.class.getName()));
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aServerOfOursIsWaitedFor() throws Exception {
        var process = start("@" + layout.argumentsFile("kafka"));
        var cleared = CompletableFuture.supplyAsync(this::clear);
        Awaitility.await().until(() -> !cleared.isDone() && process.isAlive());

        process.getOutputStream().close();

        assertThat(cleared.get()).isEqualTo(1);
        assertThat(process.isAlive()).isFalse();
        assertThat(layout.pidFile("kafka")).doesNotExist();
    }

    @Test
    void aStrangerIsLeftAlone() throws Exception {
        var process = start("-cp", System.getProperty("java.class.path"), Waiting.class.getName());

        assertThat(clear()).isZero();

        assertThat(process.isAlive()).isTrue();
    }

    private Process start(String... arguments) throws IOException {
        var java = JavaRuntime.current().executable().toString();
        var command = new ArrayList<>(List.of(java));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).start();
        started.add(process);
        Files.writeString(layout.pidFile("kafka"), Long.toString(process.pid()));
        return process;
    }

    private int clear() {
        try {
            return Leftovers.clear(layout, List.of("kafka", "cassandra"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lives until its standard input ends. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) throws IOException {
            System.in.readAllBytes();
        }
    }
}
