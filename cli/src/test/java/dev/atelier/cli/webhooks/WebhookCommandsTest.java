package dev.atelier.cli.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookCommandsTest {
    private static final String ONE = "/v1/webhooks/whe_1";

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
    void listsThem() {
        server.answer("GET /v1/webhooks", 200, """
                {"data": [{"id": "whe_1", "url": "https://example.org", "enabled": false, "events": ["batch.finished"]}]}""");

        assertThat(atelier().run("webhooks", "list").outLines())
                .last()
                .satisfies(row -> assertThat(row)
                        .startsWith("whe_1 ")
                        .contains("disabled", "https://example.org")
                        .endsWith("batch.finished"));
    }

    @Test
    void makesOneAndPrintsItsSecretAlone() {
        server.answer("POST /v1/webhooks", 201, "{\"id\": \"whe_1\", \"secret\": \"whsec_a\"}");

        var result = atelier()
                .run(
                        "webhooks",
                        "create",
                        "https://example.org",
                        "--event",
                        "batch.finished",
                        "--tag",
                        "demo",
                        "--imggo");

        assertThat(result.outLines()).containsExactly("whsec_a");
        assertThat(result.errLines()).containsExactly("webhook whe_1 is made; its secret:");
        assertThat(server.received("POST /v1/webhooks"))
                .singleElement()
                .satisfies(request -> assertThat(Json.read(request.body().getBytes(UTF_8)))
                        .isEqualTo(Json.read("""
                        {"url": "https://example.org", "events": ["batch.finished"], "tags": ["demo"],
                         "signature": "imggo"}""".getBytes(UTF_8))));
    }

    @Test
    void showsAndRemovesOne() {
        server.answer("GET " + ONE, 200, "{\"id\": \"whe_1\"}");
        server.answer("DELETE " + ONE, 204, "");

        assertThat(atelier().run("webhooks", "show", "whe_1").out()).contains("\"id\" : \"whe_1\"");
        assertThat(atelier().run("webhooks", "remove", "whe_1").outLines()).containsExactly("webhook whe_1 is removed");
    }

    @Test
    void rotatesTheSecret() {
        server.answer(
                "POST " + ONE + "/rotate",
                200,
                "{\"secret\": \"whsec_b\", \"previousSecretUntil\": \"2026-01-02T00:00:00Z\"}");

        assertThat(atelier().run("webhooks", "rotate", "whe_1").outLines()).containsExactly("whsec_b");
    }

    @Test
    void tellsWhetherAPostWasTaken() {
        server.answer("POST " + ONE + "/test", 200, """
                {"state": "failed", "nextAt": null,
                 "attempts": [{"millis": 3, "status": null, "error": "The host accepts no connection."}]}""");

        var result = atelier().run("webhooks", "test", "whe_1");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.outLines()).containsExactly("The host accepts no connection.");
    }

    @Test
    void listsWhatWasPosted() {
        server.answer("GET " + ONE + "/deliveries", 200, """
                {"data": [{"id": "msg_1", "event": "batch.finished", "state": "waiting", "nextAt": "2026-01-02T00:00:00Z",
                  "attempts": [{"millis": 3, "status": 500, "error": "It answered 500."}]}]}""");

        assertThat(atelier().run("webhooks", "deliveries", "whe_1").outLines())
                .last()
                .satisfies(row -> assertThat(row)
                        .startsWith("msg_1 ")
                        .contains("waiting", " 1 ")
                        .endsWith("It answered 500. Next at 2026-01-02T00:00:00Z."));
    }

    @Test
    void postsOnceMore() {
        server.answer("POST " + ONE + "/deliveries/msg_1/redeliver", 202, "{\"id\": \"msg_1\"}");

        assertThat(atelier().run("webhooks", "redeliver", "whe_1", "msg_1").outLines())
                .containsExactly("delivery msg_1 will be posted once more");
    }
}
