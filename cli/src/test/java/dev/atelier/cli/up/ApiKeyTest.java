package dev.atelier.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyTest {
    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndForTheOwnerAlone() throws IOException {
        var data = new DataFolder(folder);

        var first = ApiKey.of(data, new CommandRun(folder).surroundings());
        var second = ApiKey.of(data, new CommandRun(folder).surroundings());

        assertThat(first.value()).matches("atl_[0-9A-Za-z]{40}");
        assertThat(second).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(data.apiKeyFile())).hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void isTakenFromTheEnvironmentAndThenWrittenNowhere() throws IOException {
        var data = new DataFolder(folder);

        var key = ApiKey.of(
                data,
                new CommandRun(folder).with("ATELIER_API_KEY", "my-own-key").surroundings());

        assertThat(key.value()).isEqualTo("my-own-key");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void doesNotPrintItself() {
        assertThat(new ApiKey("secret", "file")).hasToString("ApiKey[file]");
    }
}
