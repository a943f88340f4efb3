package dev.atelier.cli.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandsTest {
    private static final String MODEL = "/v1/models/fal-ai/flux";
    private static final String ACCOUNT = "/v1/accounts/fal";

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
    void listsTheModels() {
        server.answer("GET /v1/models", 200, """
                {"data": [{"name": "fal-ai/flux", "title": "Flux", "capabilities": ["text-to-image", "edit"]}]}""");

        assertThat(atelier().run("models").outLines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("MODEL"),
                        row -> assertThat(row)
                                .startsWith("fal-ai/flux ")
                                .contains("text-to-image, edit")
                                .endsWith("Flux"));
    }

    @Test
    void listsAModelWithoutItsKeyOnlyWhenAskedForAll() {
        server.answer("GET /v1/models", 200, """
                {"data": [
                  {"name": "atelier/sketch", "title": "Sketch", "capabilities": ["text-to-image"], "state": "ready"},
                  {"name": "fal/flux", "title": "Flux", "capabilities": ["edit"], "state": "keyless", "missing": "FAL_KEY"},
                  {"name": "acme/own", "title": "Own", "capabilities": ["edit"], "state": "unstaffed", "missing": null}]}""");

        var some = atelier().run("models");
        var all = atelier().run("models", "--all");

        assertThat(some.outLines()).hasSize(3).noneMatch(row -> row.contains("fal/flux"));
        assertThat(some.errLines()).containsExactly("1 more run once their vendor's key is set: atelier models --all");
        assertThat(all.outLines())
                .hasSize(4)
                .anySatisfy(row -> assertThat(row).startsWith("fal/flux ").endsWith("Flux (set FAL_KEY)"));
        assertThat(all.errLines()).isEmpty();
    }

    @Test
    void listsTheAccounts() {
        server.answer("GET /v1/accounts", 200, """
                {"data": [{"name": "fal", "provider": "fal", "concurrency": 10, "credential": "FAL_TEAM_KEY",
                  "rateLimit": {"ratePerSecond": 2.5, "burst": 5}}]}""");

        assertThat(atelier().run("accounts").outLines())
                .last()
                .satisfies(row ->
                        assertThat(row).startsWith("fal ").contains("10", "2.5").endsWith("FAL_TEAM_KEY"));
    }

    @Test
    void listsTheProjects() {
        server.answer("GET /v1/projects", 200, """
                {"data": [{"name": "demo", "defaultModel": "fal-ai/flux", "weight": 2, "accounts": ["fal-demo"],
                  "budget": {"dailyMicros": 2500000, "unknownPrice": "refuse"}}]}""");

        assertThat(atelier().run("projects").outLines())
                .last()
                .satisfies(row -> assertThat(row)
                        .startsWith("demo ")
                        .contains("fal-ai/flux", "2.5")
                        .endsWith("fal-demo"));
    }

    @Test
    void showsOne() {
        server.answer("GET " + MODEL, 200, "{\"name\": \"fal-ai/flux\"}");

        assertThat(atelier().run("models", "show", "fal-ai/flux").out()).contains("\"name\" : \"fal-ai/flux\"");
    }

    @Test
    void definesOneByAFileInYaml() throws IOException {
        var file = Files.writeString(folder.resolve("fal.yaml"), """
                provider: fal
                concurrency: 10
                rateLimit: {ratePerSecond: 2.5, burst: 5}
                """);
        server.answer("PUT " + ACCOUNT, 200, "{\"name\": \"fal\"}");

        var result = atelier().run("accounts", "define", "fal", file.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines()).containsExactly("account fal is defined");
        assertThat(server.received("PUT " + ACCOUNT))
                .singleElement()
                .satisfies(request -> assertThat(Json.read(request.body().getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(Json.read("""
                        {"provider": "fal", "concurrency": 10, "rateLimit": {"ratePerSecond": 2.5, "burst": 5}}""".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        var list = Files.writeString(folder.resolve("list.yaml"), "- a\n- b\n");
        var broken = Files.writeString(folder.resolve("broken.yaml"), "a: [1, 2\n");

        assertThat(atelier().run("models", "define", "a/b", list.toString()).errLines())
                .containsExactly("atelier: %s must hold one object.".formatted(list));
        assertThat(atelier().run("models", "define", "a/b", broken.toString()).err())
                .contains("neither YAML nor JSON");
        assertThat(atelier()
                        .run("models", "define", "a/b", folder.resolve("none").toString())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void removesOne() {
        server.answer("DELETE " + ACCOUNT, 204, "");

        assertThat(atelier().run("accounts", "remove", "fal").outLines()).containsExactly("account fal is removed");
    }
}
