package dev.atelier.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingTheServerTest {
    private static final String LIST = "GET /v1/generations";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @BeforeEach
    void answersLists() {
        server.answer(LIST, 200, "{\"data\": [], \"next\": null}");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private void runsIn(String dataFolder) throws IOException {
        var data = new DataFolder(folder.resolve(dataFolder));
        Files.createDirectories(data.path());
        Files.writeString(data.endpointsFile(), "{\"api\": \"%s\"}".formatted(server.uri()));
        PrivateFile.write(data.apiKeyFile(), "folder-key\n".getBytes(StandardCharsets.UTF_8));
    }

    private void assertKey(String key) {
        assertThat(server.received(LIST))
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).containsEntry("x-api-key", key));
    }

    @Test
    void theFolderWhereTheUserStandsTellsServerAndKey() throws IOException {
        runsIn(".atelier");

        new CommandRun(folder).run("list");

        assertKey("folder-key");
    }

    @Test
    void anotherFolderMayBeNamed() throws IOException {
        runsIn("elsewhere");

        new CommandRun(folder).run("list", "--data", "elsewhere");

        assertKey("folder-key");
    }

    @Test
    void theEnvironmentGoesBeforeTheFolder() throws IOException {
        runsIn(".atelier");

        new CommandRun(folder).with("ATELIER_API_KEY", "own-key").run("list");

        assertKey("own-key");
    }

    @Test
    void theKeyMayBeInAnotherVariable() throws IOException {
        runsIn(".atelier");

        new CommandRun(folder)
                .with("ATELIER_API_KEY", "own-key")
                .with("OTHER", "other-key")
                .run("list", "--api-key-variable", "OTHER");

        assertKey("other-key");
    }

    @Test
    void theFoldersKeyIsShownToNoOtherServer() throws IOException {
        runsIn(".atelier");
        try (var other = new StandInServer().answer(LIST, 200, "{\"data\": [], \"next\": null}")) {

            new CommandRun(folder).run("list", "--server", other.uri().toString());

            assertThat(other.received(LIST))
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers()).doesNotContainKey("x-api-key"));
        }
    }

    @Test
    void aFileOfEndpointsThatCannotBeReadIsNamed() throws IOException {
        runsIn(".atelier");
        Files.writeString(folder.resolve(".atelier/endpoints.json"), "{");

        var result = new CommandRun(folder).run("list");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("endpoints.json is not as `atelier up` writes it");
    }

    @Test
    void aPrivateFileIsForItsOwnerAlone() throws IOException {
        var file = folder.resolve("secret");

        PrivateFile.write(file, "one".getBytes(StandardCharsets.UTF_8));
        PrivateFile.write(file, "two".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("two");
        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
    }
}
