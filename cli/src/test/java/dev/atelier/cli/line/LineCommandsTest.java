package dev.atelier.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCommandsTest {
    private static final String PAUSED = """
            {"kind": "model", "name": "atelier/sketch", "reason": "maintenance", "by": "key_1",
             "at": "2026-01-01T12:00:00Z"}""";
    private static final String PURGES = "POST /v1/purges";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private CommandRun atelier() {
        return new CommandRun(folder).asking(server);
    }

    @Test
    void pausesByKindAndName() {
        String route = "PUT /v1/pauses/model/atelier/sketch";
        server.answer(route, 200, PAUSED);

        var result = atelier().run("pause", "model", "atelier/sketch", "--reason", "maintenance");

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly("model atelier/sketch is paused");
        assertThat(server.received(route))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).isEqualTo("{\"reason\":\"maintenance\"}"));
    }

    @Test
    void saysThatAPauseNeedsAnAdminKey() {
        server.answer(
                "PUT /v1/pauses/lane/batch",
                403,
                "{\"error\": {\"code\": \"forbidden\", \"message\": \"This needs an admin key.\"}}");

        var result = atelier().run("pause", "lane", "batch");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.errLines()).containsExactly("atelier: The server refuses this: This needs an admin key.");
    }

    @Test
    void resumesWhatIsPausedByKindAndName() {
        String route = "DELETE /v1/pauses/lane/batch";
        server.answer(route, 204, "");

        var result = atelier().run("resume", "lane", "batch");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines()).containsExactly("lane batch goes on");
        assertThat(server.received(route)).hasSize(1);
        assertThat(atelier().run("resume", "lane", "batch", "--json").out()).contains("\"paused\" : false");
    }

    @Test
    void listsWhatIsPaused() {
        server.answer("GET /v1/pauses", 200, "{\"data\": [%s], \"next\": null}".formatted(PAUSED));

        var result = atelier().run("pauses");

        assertThat(result.outLines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("KIND").endsWith("REASON"),
                        row -> assertThat(row)
                                .startsWith("model     atelier/sketch")
                                .contains("2026-01-01T12:00:00Z")
                                .endsWith("maintenance"));
    }

    @Test
    void printsNothingButJsonWhenAskedTo() {
        String list = "{\"data\": [%s], \"next\": null}".formatted(PAUSED);
        server.answer("GET /v1/pauses", 200, list);

        var result = atelier().run("pauses", "--json");

        assertThat(Json.read(result.out().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.read(list.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void purgesWhatFitsOnceItIsMeant() {
        server.answer(PURGES, 202, "{\"provider\": \"sketch\", \"lane\": \"batch\"}");

        var result = atelier().answering("y").run("purge", "--provider", "sketch", "--lane", "batch");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines()).containsExactly("purging");
        assertThat(result.err()).isEqualTo("Cancel all that waits with provider sketch, lane batch? [y/N] ");
        assertThat(server.received(PURGES))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.body()).isEqualTo("{\"provider\":\"sketch\",\"lane\":\"batch\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "", "yesterday"})
    void purgesNothingThatIsNotMeant(String answer) {
        var result = atelier().answering(answer).run("purge", "--provider", "sketch");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).endsWith("atelier: Nothing was purged: answer y, or give --yes.\n");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void purgesWithoutAQuestionWhenToldTo() {
        server.answer(PURGES, 202, "{\"provider\": \"sketch\"}");

        var result = atelier().run("purge", "--provider", "sketch", "--yes");

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void purgesNowhereWithoutAProvider() {
        var result = atelier().run("purge", "--yes");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--provider");
    }

    @Test
    void letsAGenerationGoFirst() {
        server.answer("POST /v1/generations/g-1/move-to-front", 202, "{\"id\": \"g-1\", \"status\": \"queued\"}");

        var result = atelier().run("front", "g-1");

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly("queued");
    }

    @Test
    void saysThatItIsTooLateToGoFirst() {
        server.answer(
                "POST /v1/generations/g-1/move-to-front",
                409,
                "{\"error\": {\"code\": \"too_late\", \"message\": \"It waits no longer: it is running.\"}}");

        var result = atelier().run("front", "g-1");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.errLines())
                .containsExactly("atelier: The server refuses this: It waits no longer: it is running.");
    }
}
