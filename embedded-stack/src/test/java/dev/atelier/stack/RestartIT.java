package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.stack.testing.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartIT {
    private final Path data = TestStack.temporaryFolder();
    private final List<String> lines = new ArrayList<>();

    @Test
    void aCleanRestartKeepsDataPortsAndKeys() throws Exception {
        Endpoints before;
        try (var first = start()) {
            before = first.endpoints();
            new Belongings(before).leave();
        }

        try (var second = start()) {
            assertThat(second.endpoints()).isEqualTo(before);
            new Belongings(second.endpoints()).find();
        }

        assertThat(lines).hasSize(8).allSatisfy(line -> assertThat(line).contains("ready in"));
        assertThat(Files.getPosixFilePermissions(data.resolve("s3-credentials")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(data.resolve("run")).isDirectoryNotContaining("glob:**.pid");
    }

    private EmbeddedStack start() {
        return EmbeddedStack.start(StackConfig.of(data, TestStack.serversFolder()), lines::add);
    }
}
