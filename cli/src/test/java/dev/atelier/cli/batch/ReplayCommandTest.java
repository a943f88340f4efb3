package dev.atelier.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.CommandRun.Result;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {
    private static final String REPLAY = "POST /v1/replays";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void asksForThoseThatFitWithTheChanges() {
        server.answer(REPLAY, 202, """
                {"id": "b-1", "status": "queued", "total": 2, "round": 0, "counts": {}}""");

        Result result = atelier(
                "replay",
                "--tag",
                "demo",
                "--status",
                "failed",
                "--of-model",
                "a/b",
                "--after",
                "2026-01-01T00:00:00Z",
                "--before",
                "2026-02-01T00:00:00Z",
                "--model",
                "sketch",
                "--set",
                "seed=7",
                "--set",
                "image=null",
                "--style",
                "photo",
                "--as-tag",
                "new",
                "--rate",
                "2.5",
                "--detach");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("b-1\n");
        assertThat(sent()).isEqualTo(json("""
                {"filter": {"tag": "demo", "status": "failed", "model": "a/b", "after": "2026-01-01T00:00:00Z",
                            "before": "2026-02-01T00:00:00Z"},
                 "model": "sketch", "style": "photo", "ratePerSecond": 2.5, "input": {"seed": 7, "image": null}, "tags": ["new"]}"""));
        assertThat(server.received(REPLAY).getFirst().headers()).containsKey("idempotency-key");
    }

    @Test
    void tellsWhatADryRunSays() {
        server.answer(REPLAY, 200, "{\"count\": 12, \"cost\": {\"micros\": 480000}, \"unpriced\": 3}");

        Result result = atelier("replay", "--tag", "demo", "--dry-run");

        assertThat(result.out()).isEqualTo("12 generations for 0.48, and 3 of them without a known price\n");
        assertThat(sent().path("dryRun").asBoolean()).isTrue();
    }

    private Result atelier(String... arguments) {
        return new CommandRun(folder).asking(server).run(arguments);
    }

    private JsonNode sent() {
        return json(server.received(REPLAY).getFirst().body());
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
