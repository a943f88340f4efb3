package dev.atelier.cli.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LookingCommandsTest {
    private static final String LIST = "GET /v1/generations";

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

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void resumeSavesAGenerationThatWasAskedForEarlier() {
        server.answer("GET " + Resources.PATH, 200, Resources.stored("fox"));
        server.answer("GET /files/fox.png", 200, "fox");

        var result = atelier().run("resume", Resources.ID, "--out", "fox.png");

        assertThat(result.status()).isZero();
        assertThat(folder.resolve("fox.png")).hasContent("fox");
    }

    @Test
    void showPrintsTheServersOwnJson() {
        server.answer("GET " + Resources.PATH, 200, Resources.in("running", ", \"new\": {\"field\": 1}"));

        var result = atelier().run("show", Resources.ID, "--json");

        assertThat(json(result.out())).isEqualTo(json(Resources.in("running", ", \"new\": {\"field\": 1}")));
    }

    @Test
    void showPrintsALineForEachThingThatIsKnown() {
        server.answer("GET " + Resources.PATH, 200, Resources.stored("fox"));

        var result = atelier().run("show", Resources.ID);

        assertThat(result.outLines())
                .containsExactly(
                        "id        " + Resources.ID,
                        "status    succeeded",
                        "model     atelier/sketch",
                        "prompt    A red fox, à la carte!",
                        "tags      demo",
                        "created   2026-01-01T12:00:00Z",
                        "artifact  /files/fox.png  image/png  3 bytes");
    }

    @Test
    void showSaysWhereOneStandsThatWaits() {
        server.answer(
                "GET " + Resources.PATH,
                200,
                Resources.in(
                        "queued", ", \"queue\": {\"position\": 12, \"estimatedStart\": \"2026-01-01T12:05:00Z\"}"));
        server.answer("GET " + Resources.PATH, 200, Resources.in("queued", ", \"queue\": {\"position\": 12}"));
        server.answer("GET " + Resources.PATH, 200, Resources.in("queued", ", \"queue\": null"));

        assertThat(atelier().run("show", Resources.ID).outLines())
                .contains("queue     number 12, likely to start at 2026-01-01T12:05:00Z");
        assertThat(atelier().run("show", Resources.ID).outLines()).contains("queue     number 12");
        assertThat(atelier().run("show", Resources.ID).outLines()).noneMatch(line -> line.startsWith("queue"));
    }

    @Test
    void showSaysThatAGenerationIsUnknown() {
        server.answer(
                "GET /v1/generations/nobody",
                404,
                "{\"error\": {\"code\": \"not_found\", \"message\": \"There is no generation nobody.\"}, \"request_id\": \"r-1\"}");

        var result = atelier().run("show", "nobody");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.errLines())
                .containsExactly("atelier: The server refuses this: There is no generation nobody. [request r-1]");
    }

    @Test
    void listSendsItsFilters() {
        server.answer(LIST, 200, "{\"data\": [], \"next\": null}");

        atelier().run("list", "--status", "failed", "--tag", "a b", "--model", "atelier/sketch", "--limit", "5");

        assertThat(server.received(LIST).getFirst().query())
                .isEqualTo("limit=5&status=failed&tag=a+b&model=atelier/sketch");
    }

    @Test
    void listPrintsARowForEachGenerationAndSaysThatThereAreMore() {
        server.answer(LIST, 200, "{\"data\": [%s], \"next\": \"c1\"}".formatted(Resources.in("failed")));

        var result = atelier().run("list");

        assertThat(result.outLines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("ID").endsWith("PROMPT"),
                        row -> assertThat(row)
                                .startsWith(Resources.ID + "  failed     atelier/sketch")
                                .endsWith("A red fox, à la carte!"));
        assertThat(result.errLines()).containsExactly("There are more; see --all and --limit.");
    }

    @Test
    void listFollowsTheCursorToTheEnd() {
        server.answer(LIST, 200, "{\"data\": [{\"id\": \"a\"}], \"next\": \"c1\"}");
        server.answer(LIST, 200, "{\"data\": [{\"id\": \"b\"}], \"next\": null}");

        var result = atelier().run("list", "--all", "--json");

        assertThat(json(result.out()))
                .isEqualTo(json("{\"data\": [{\"id\": \"a\"}, {\"id\": \"b\"}], \"next\": null}"));
        assertThat(server.received(LIST))
                .extracting(StandInServer.Received::query)
                .containsExactly("limit=20", "limit=20&cursor=c1");
    }
}
