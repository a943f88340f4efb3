package dev.atelier.cli.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.StandInServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadCommandTest {
    private static final String POST = "POST /v1/uploads";
    private static final String UPLOAD =
            "{\"id\": \"u1\", \"reference\": \"upload://u1\", \"mediaType\": \"image/png\"}";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private CommandRun.Result upload(String... more) throws IOException {
        Files.writeString(folder.resolve("a fox.png"), "the picture");
        var args = new String[more.length + 2];
        args[0] = "upload";
        args[1] = "a fox.png";
        System.arraycopy(more, 0, args, 2, more.length);
        return new CommandRun(folder).asking(server).run(args);
    }

    @Test
    void sendsTheFileAndPrintsWhatInputsNameItBy() throws IOException {
        server.answer(POST, 201, UPLOAD);

        var result = upload();

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly("upload://u1");
        assertThat(server.received(POST)).singleElement().satisfies(request -> {
            assertThat(request.body()).isEqualTo("the picture");
            assertThat(request.query()).isEqualTo("name=a+fox.png");
            assertThat(request.headers()).containsEntry("content-type", "application/octet-stream");
        });
    }

    @Test
    void printsWhatTheServerKnows() throws IOException {
        server.answer(POST, 201, UPLOAD);

        assertThat(upload("--json").out()).contains("\"mediaType\"", "\"image/png\"");
    }

    @Test
    void saysWhyTheServerDoesNotTakeIt() throws IOException {
        server.answer(POST, 413, "{\"error\": {\"message\": \"file must have at most 5 bytes\", \"field\": \"file\"}}");

        var result = upload();

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.errLines()).singleElement().asString().contains("file must have at most 5 bytes");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        var result = new CommandRun(folder).asking(server).run("upload", "missing.png");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("missing.png cannot be read");
        assertThat(server.received()).isEmpty();
    }
}
