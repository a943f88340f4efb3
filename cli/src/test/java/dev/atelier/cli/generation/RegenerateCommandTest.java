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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RegenerateCommandTest {
    private static final String OLD = "0199aaaa-bbbb-7ccc-8ddd-eeee00000000";
    private static final String POST = "POST /v1/generations/%s/regenerate".formatted(OLD);
    private static final String GET = "GET " + Resources.PATH;

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

    private void serves() {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(GET, 200, Resources.stored("fox"));
        server.answer("GET /files/fox.png", 200, "fox");
    }

    private JsonNode sent() {
        return json(server.received(POST).getFirst().body());
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesTheNewIdAndWaitsAndSavesTheResult() {
        serves();

        var result = atelier().run("regenerate", OLD, "--out", "fox.png");

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly("fox.png");
        assertThat(result.errLines()).containsExactly("generation " + Resources.ID, "queued", "stored");
        assertThat(folder.resolve("fox.png")).hasContent("fox");
        assertThat(folder.resolve("fox.png.json")).exists();
    }

    @Test
    void changesNothingUnlessToldTo() {
        serves();

        atelier().run("regenerate", OLD);

        assertThat(sent()).isEqualTo(json("{}"));
        assertThat(server.received(POST).getFirst().headers())
                .containsEntry("x-api-key", "secret-key")
                .containsEntry("content-type", "application/json")
                .containsKey("idempotency-key");
    }

    @Test
    void sendsWhatTheOptionsSay() {
        serves();

        atelier()
                .run(
                        "regenerate",
                        OLD,
                        "--model",
                        "atelier/other",
                        "--seed",
                        "8",
                        "--size",
                        "64x32",
                        "--prompt",
                        "7",
                        "--set",
                        "style=ink",
                        "--set",
                        "count=2",
                        "--tag",
                        "demo",
                        "--tag",
                        "again",
                        "--priority",
                        "interactive",
                        "--deadline",
                        "5m",
                        "--on-limit",
                        "reject");

        assertThat(sent()).isEqualTo(json("""
                {"model": "atelier/other",
                 "input": {"prompt": "7", "size": "64x32", "seed": 8, "style": "ink", "count": 2},
                 "tags": ["demo", "again"], "priority": "interactive", "deadline": "PT5M", "onLimit": "reject"}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | 2",
                "0.5 | 0.5",
                "true | true",
                "null | null",
                "\"2\" | \"2\"",
                "[1, 2] | [1, 2]",
                "{\"a\": 1} | {\"a\": 1}",
                "ink | \"ink\"",
                "a=b | \"a=b\"",
                "007 | \"007\"",
                "12 34 | \"12 34\"",
                "{\"a\": | \"{\\\"a\\\":\"",
                "`` | \"\"",
            })
    void takesAsJsonWhatIsJsonAndAllElseAsText(String value, String part) {
        serves();

        atelier().run("regenerate", OLD, "--set", "part=" + value);

        assertThat(sent().at("/input/part")).isEqualTo(json(part));
    }

    @Test
    void refusesAPartWithoutAValue() {
        var result = atelier().run("regenerate", OLD, "--set", "style");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--set", "KEY=VALUE");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void makesAnotherEachTimeItIsCalled() {
        serves();

        atelier().run("regenerate", OLD);
        atelier().run("regenerate", OLD);

        assertThat(server.received(POST))
                .extracting(request -> request.headers().get("idempotency-key"))
                .doesNotHaveDuplicates();
    }

    @Test
    void stopsWaitingAfterTheTimeoutAndSaysHowToGoOn() {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(GET, 200, Resources.in("running"));

        var result = atelier().run("regenerate", OLD, "--timeout", "3s");

        assertThat(result.status()).isEqualTo(5);
        assertThat(result.err()).endsWith("`atelier resume %s` picks it up.\n".formatted(Resources.ID));
    }

    @Test
    void printsNothingButJsonWhenAskedTo() {
        serves();

        var result = atelier().run("regenerate", OLD, "--out", "fox.png", "--json");

        assertThat(json(result.out()).path("id").asString()).isEqualTo(Resources.ID);
        assertThat(json(result.out()).at("/files/0").asString()).isEqualTo("fox.png");
    }

    @Test
    void saysThatAGenerationIsUnknown() {
        server.answer(
                "POST /v1/generations/nobody/regenerate",
                404,
                "{\"error\": {\"code\": \"not_found\", \"message\": \"There is no generation with this id.\"}}");

        var result = atelier().run("regenerate", "nobody");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .containsExactly("atelier: The server refuses this: There is no generation with this id.");
    }
}
