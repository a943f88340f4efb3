package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DyingServerIT {
    @TempDir
    private Path folder;

    @Test
    void isToldWithItsLogAndItsLastWords() throws IOException {
        var servers = folder.resolve("servers");
        layProgramsWithoutAnyClass(servers);

        assertThatExceptionOfType(StackException.class)
                .isThrownBy(
                        () -> EmbeddedStack.start(StackConfig.of(folder.resolve("data"), servers), Progress.silent()))
                .withMessageMatching(
                        "(?s)\\w+ (stopped with exit code 1 while starting|could not be set up); its log"
                                + " .*/logs/\\w+\\.log ends with:\n  .*(find or load main class|during initialization of VM).*");
    }

    private static void layProgramsWithoutAnyClass(Path servers) throws IOException {
        for (var server : new String[] {"kafka", "registry", "s3proxy", "cassandra"}) {
            Files.createDirectories(servers.resolve(server).resolve(PinnedVersions.of(server)));
        }
        Files.createFile(Files.createDirectories(servers.resolve("guard")).resolve("guard.jar"));
        var jamm = servers.resolve("cassandra")
                .resolve(PinnedVersions.of("cassandra"))
                .resolve("jamm-0.jar");
        Files.copy(Path.of(System.getProperty("atelier.servers"), "guard", "guard.jar"), jamm);
    }
}
