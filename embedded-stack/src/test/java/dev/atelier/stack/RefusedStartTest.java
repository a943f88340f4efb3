package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedStartTest {
    @TempDir
    private Path folder;

    private StackConfig config;

    @BeforeEach
    void configure() {
        config = StackConfig.of(folder.resolve("data"), folder.resolve("servers"));
    }

    @Test
    void aTakenPortIsNamedWithItsServerAndItsSetting() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var ports = new Ports(0, taken.getLocalPort(), 0, 0);

            assertRefused(config.withPorts(ports))
                    .withMessageContaining("Port %d, which registry is to use".formatted(taken.getLocalPort()))
                    .withMessageContaining("stack.ports.registry");
        }
    }

    @Test
    void aRefusedStartLeavesTheFolderAsAfterACleanStop() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertRefused(config.withPorts(new Ports(taken.getLocalPort(), 0, 0, 0)));
        }

        try (var lock = DataLock.acquire(new Layout(config.dataFolder(), config.serversFolder()))) {
            assertThat(lock.killed()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsToldWithWhatIsLeftAndWhatIsNeeded() {
        assertRefused(config.withMinFreeBytes(Long.MAX_VALUE))
                .withMessageMatching(
                        "The disk of .*data has \\d+ MiB left, and the servers need \\d+ MiB; free some space.*");
    }

    @Test
    void anOldJdkIsToldWithItsVersion() throws IOException {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.12\"\n");

        assertRefused(config.withJava(new JavaRuntime(folder)))
                .withMessage(
                        "Atelier needs JDK 25 or newer, but %s is JDK 17.0.12; set JAVA_HOME to a newer one.", folder);
    }

    @Test
    void aFolderThatIsNoJdkIsToldAsSuch() {
        assertRefused(config.withJava(new JavaRuntime(folder))).withMessageContaining(folder + " is not a JDK");
    }

    @Test
    void missingServersAreToldWithTheCommandThatBuildsThem() {
        assertRefused(config).withMessageMatching("\\w+ is not built: .* is missing; run \\./atelier up.*");
    }

    @Test
    void aFolderInUseIsToldWithTheProcessThatUsesIt() throws IOException {
        var layout = new Layout(config.dataFolder(), config.serversFolder());

        try (var _ = DataLock.acquire(layout)) {
            assertRefused(config)
                    .withMessage(
                            "%s is in use by process %d; stop that one, or choose another data folder.",
                            config.dataFolder(), ProcessHandle.current().pid());
        }
    }

    private static ThrowableAssertAlternative<StackException> assertRefused(StackConfig config) {
        return assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> EmbeddedStack.start(config, Progress.silent()));
    }
}
