package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.stack.testing.TestStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of one stack that another process holds, until that is killed without a chance to say goodbye. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledStackIT {
    private static final Path DATA = TestStack.temporaryFolder();
    private static final StackConfig CONFIG = StackConfig.of(DATA, TestStack.serversFolder());
    private static Process holder;
    private static List<ProcessHandle> servers;
    private final List<String> lines = new ArrayList<>();

    @BeforeAll
    static void hold() throws IOException {
        holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackRunner.class.getName(),
                        DATA.toString(),
                        TestStack.serversFolder().toString())
                .redirectErrorStream(true)
                .start();
        awaitUp(holder.inputReader());
        servers = servers();
    }

    private static void awaitUp(BufferedReader output) throws IOException {
        var said = new ArrayList<String>();
        for (var line = output.readLine(); !StackRunner.UP.equals(line); line = output.readLine()) {
            assertThat(line).as("the holder ended after %s", said).isNotNull();
            said.add(line);
        }
    }

    private static List<ProcessHandle> servers() throws IOException {
        try (var files = Files.newDirectoryStream(DATA.resolve("run"), "*.pid")) {
            var found = new ArrayList<ProcessHandle>();
            for (var file : files) {
                found.add(
                        ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow());
            }
            return found;
        }
    }

    @AfterAll
    static void release() {
        holder.destroyForcibly();
    }

    @Test
    @Order(1)
    void keepsASecondStackOutWhileItLives() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> EmbeddedStack.start(CONFIG, lines::add))
                .withMessage(
                        "%s is in use by process %d; stop that one, or choose another data folder.",
                        CONFIG.dataFolder(), holder.pid());
        assertThat(servers).hasSize(4).allMatch(ProcessHandle::isAlive);
    }

    @Test
    @Order(2)
    void takesItsServersAlongWhenKilled() throws Exception {
        holder.destroyForcibly().waitFor();

        for (var server : servers) {
            server.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    @Order(3)
    void isRecoveredByTheNextStartWithNothingLost() throws Exception {
        try (var next = EmbeddedStack.start(CONFIG, lines::add)) {
            assertThat(lines.getFirst())
                    .isEqualTo("recovering: the last run (process %d) was not stopped cleanly".formatted(holder.pid()));
            new Belongings(next.endpoints()).find();
        }
    }
}
