package dev.atelier.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    private static final String ALL = "/v1/keys";
    private static final String ONE = "/v1/keys/key_1";
    private static final String ISSUED = "{\"id\": \"key_1\", \"key\": \"atl_live_secret\", \"status\": \"active\"}";

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

    private void assertSent(String route, String body) {
        assertThat(server.received(route))
                .singleElement()
                .satisfies(request -> assertThat(Json.read(request.body().getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(Json.read(body.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void listsTheKeys() {
        server.answer("GET " + ALL, 200, """
                {"data": [{"id": "key_1", "project": "demo", "name": "ci", "prefix": "atl_live_", "lastFour": "ab12",
                  "status": "active", "scopes": ["read", "submit"]}], "next": null}""");

        var result = atelier().run("keys", "--project", "demo");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("ID").endsWith("MAY"),
                        row -> assertThat(row)
                                .startsWith("key_1 ")
                                .contains("demo", "ci", "atl_live_…ab12", "active", "never")
                                .endsWith("read, submit"));
        assertThat(server.received("GET " + ALL))
                .singleElement()
                .satisfies(request -> assertThat(request.query()).isEqualTo("project=demo"));
    }

    @Test
    void createsAKeyAndShowsItOnce() {
        server.answer("POST " + ALL, 201, ISSUED);

        var result = atelier().run("keys", "create", "ci");

        assertThat(result.outLines())
                .containsExactly("key key_1 is made, and is shown this once:", "atl_live_secret");
        assertSent("POST " + ALL, "{\"name\": \"ci\"}");
    }

    @Test
    void createsAKeyWithAllThatBindsIt() {
        server.answer("POST " + ALL, 201, ISSUED);

        var result = atelier()
                .run(
                        "keys", "create", "ci", "--scopes", "read,submit", "--models", "a/b", "--project", "demo",
                        "--expires-in", "P30D", "--rate", "2.5", "--budget-share", "0.5", "--environment", "test",
                        "--json");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(Json.read(result.out().getBytes(StandardCharsets.UTF_8)).path("key").asString())
                .isEqualTo("atl_live_secret");
        assertSent("POST " + ALL, """
                {"name": "ci", "scopes": ["read", "submit"], "models": ["a/b"], "project": "demo", "expiresIn": "P30D",
                 "rateLimit": {"ratePerSecond": 2.5, "burst": 3}, "budgetShare": 0.5, "environment": "test"}""");
    }

    @Test
    void rotatesAKey() {
        server.answer("POST " + ONE + "/rotate", 200, ISSUED);

        var result = atelier().run("keys", "rotate", "key_1", "--grace", "PT1H");

        assertThat(result.outLines())
                .containsExactly("key key_1 is rotated, and is shown this once:", "atl_live_secret");
        assertSent("POST " + ONE + "/rotate", "{\"grace\": \"PT1H\"}");
    }

    @Test
    void revokesAKey() {
        server.answer("DELETE " + ONE, 200, "{\"id\": \"key_1\"}");

        assertThat(atelier().run("keys", "revoke", "key_1").outLines()).containsExactly("key key_1 is revoked");
    }

    @Test
    void showsAKey() {
        server.answer("GET " + ONE, 200, "{\"id\": \"key_1\"}");

        assertThat(atelier().run("keys", "show", "key_1").out()).contains("\"id\" : \"key_1\"");
    }
}
