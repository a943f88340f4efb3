package dev.atelier.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationSecretTest {
    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndForTheOwnerAlone() throws IOException {
        var data = new DataFolder(folder);

        var first = InstallationSecret.addTo(Map.of("OTHER", "x"), data);
        var second = InstallationSecret.addTo(Map.of("OTHER", "x"), data);

        assertThat(first).containsEntry("OTHER", "x").isEqualTo(second);
        assertThat(first.get(InstallationSecret.VARIABLE)).matches("[0-9A-Za-z]{40}");
        assertThat(Files.getPosixFilePermissions(data.secretFile())).hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void isTakenFromTheEnvironmentAndThenWrittenNowhere() throws IOException {
        var given = Map.of(InstallationSecret.VARIABLE, "my own");

        assertThat(InstallationSecret.addTo(given, new DataFolder(folder))).isEqualTo(given);
        assertThat(folder).isEmptyDirectory();
    }
}
