package dev.atelier.cli.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    private static final String POST = "POST /v1/generations";
    private static final String GET = "GET " + Resources.PATH;
    private static final String DEFAULT_NAME = "a-red-fox-a-la-carte-12345678";

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

    private void serves(String... contents) {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(GET, 200, Resources.stored(contents));
        for (var content : contents) {
            server.answer("GET /files/%s.png".formatted(content), 200, content);
        }
    }

    @Test
    void savesTheArtifactAndItsSidecarAndPrintsThePath() throws IOException {
        serves("fox");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png");

        assertThat(result.status()).isZero();
        assertThat(result.outLines()).containsExactly("fox.png");
        assertThat(folder.resolve("fox.png")).hasContent("fox");
        assertThat(Json.read(Files.readAllBytes(folder.resolve("fox.png.json"))))
                .isEqualTo(Json.read(Resources.stored("fox").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void onlyTellsWhatItWouldCost() {
        server.answer("POST /v1/estimate", 200, """
                {"model": "fal/flux-schnell", "capability": "text-to-image", "admitted": true, "costMicros": 6000,
                 "routes": [{"provider": "fal", "costMicros": 6000,
                             "price": {"micros": 3000, "per": "megapixel", "quantity": 2.0}}],
                 "budget": [{"whose": "project default", "period": "day", "mostMicros": 500000, "leftMicros": 100000}],
                 "queue": {"before": 3, "paused": false, "estimatedStart": "2026-01-01T12:00:00Z"}}""");

        var result = atelier().run("generate", "A red fox", "--estimate");

        assertThat(result.status()).isZero();
        assertThat(result.outLines())
                .containsExactly(
                        "model     fal/flux-schnell",
                        "route     fal, for 0.006: 2 megapixel at 0.003",
                        "budget    project default: 0.1 of 0.5 left today",
                        "start     after 3 others, about 2026-01-01T12:00:00Z",
                        "admitted  yes");
    }

    @Test
    void saysByItsStatusThatTheRequestWouldBeRefused() {
        server.answer("POST /v1/estimate", 200, """
                {"model": "fal/flux-schnell", "admitted": false, "routes": [{"provider": "fal"}], "budget": [],
                 "refusal": {"status": 402, "code": "budget_exceeded", "message": "The budget is spent."},
                 "queue": {"before": 0, "paused": false}}""");

        var result = atelier().run("generate", "A red fox", "--estimate");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.outLines())
                .containsExactly(
                        "model     fal/flux-schnell",
                        "route     fal, at a price that nobody knows",
                        "start     at once",
                        "admitted  no: The budget is spent.");
    }

    @Test
    void sendsWhatTheOptionsSay() {
        serves("fox");

        atelier()
                .run(
                        "generate",
                        "A red fox",
                        "--model",
                        "atelier/sketch",
                        "--size",
                        "64x32",
                        "--seed",
                        "7",
                        "--style",
                        "watercolor",
                        "--format",
                        "webp",
                        "--tag",
                        "demo",
                        "--tag",
                        "fox");

        var request = server.received(POST).getFirst();
        assertThat(Json.read(request.body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.read("""
                        {"model": "atelier/sketch",
                         "input": {"prompt": "A red fox", "size": "64x32", "seed": 7, "format": "webp"},
                         "style": "watercolor",
                         "tags": ["demo", "fox"]}
                        """.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.headers())
                .containsEntry("x-api-key", "secret-key")
                .containsEntry("content-type", "application/json")
                .containsKey("idempotency-key");
    }

    @Test
    void sendsHowItIsToBeRun() {
        serves("fox");

        atelier().run("generate", "Fox", "--priority", "batch", "--deadline", "90s", "--on-limit", "reject");

        assertThat(Json.read(server.received(POST).getFirst().body().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.read("""
                        {"input": {"prompt": "Fox"}, "tags": [],
                         "priority": "batch", "deadline": "PT1M30S", "onLimit": "reject"}
                        """.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void sendsAPictureAsItsContentSaysWhateverItsName() throws IOException {
        serves("fox");
        var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        Files.write(folder.resolve("input.jpg"), png);

        atelier().run("generate", "A red fox", "--image", "input.jpg");

        assertThat(server.received(POST).getFirst().body())
                .contains("data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    }

    @Test
    void uploadsAPictureThatIsTooLargeForARequest() throws IOException {
        serves("fox");
        server.answer("POST /v1/uploads", 201, "{\"reference\": \"upload://u1\"}");
        var png = new byte[300_000];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, 0, png, 0, 4);
        Files.write(folder.resolve("large.png"), png);

        var result = atelier().run("generate", "A red fox", "--image", "large.png");

        assertThat(result.status()).isZero();
        assertThat(server.received("POST /v1/uploads")).hasSize(1);
        assertThat(server.received(POST).getFirst().body()).contains("\"image\":\"upload://u1\"");
    }

    @Test
    void refusesAnInputThatIsNoPicture() throws IOException {
        Files.writeString(folder.resolve("input.png"), "text");

        var result = atelier().run("generate", "A red fox", "--image", "input.png");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("is not a PNG, JPEG or WebP picture");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void namesTheIdBeforeItWaitsAndEachStepOnALineOfItsOwn() {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(GET, 200, Resources.in("queued"));
        server.answer(GET, 200, Resources.in("running"));
        server.answer(GET, 200, Resources.in("running", ", \"progress\": {\"share\": 0.4}"));
        server.answer(GET, 200, Resources.stored("fox"));
        server.answer("GET /files/fox.png", 200, "fox");

        var result = atelier().run("generate", "A red fox");

        assertThat(result.errLines())
                .containsExactly("generation " + Resources.ID, "queued", "running", "running 40%", "stored");
    }

    @Test
    void writesOneLineAgainOnAScreen() {
        serves("fox");

        var result = atelier().onScreen().run("generate", "A red fox");

        assertThat(result.err()).endsWith("\r\033[Kqueued\r\033[Kstored" + System.lineSeparator());
    }

    @Test
    void numbersSeveralArtifacts() {
        serves("one", "two");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png");

        assertThat(result.outLines()).containsExactly("fox-1.png", "fox-2.png");
        assertThat(folder.resolve("fox-2.png")).hasContent("two");
        assertThat(folder.resolve("fox-2.png.json")).exists();
    }

    @Test
    void makesANameFromThePromptAndTakesAFreeOne() throws IOException {
        serves("fox");
        Files.writeString(folder.resolve(DEFAULT_NAME + ".png"), "kept");

        var result = atelier().run("generate", "A red fox");

        assertThat(result.outLines()).containsExactly(DEFAULT_NAME + "-2.png");
        assertThat(folder.resolve(DEFAULT_NAME + ".png")).hasContent("kept");
    }

    @Test
    void putsTheFileIntoAFolder() throws IOException {
        serves("fox");
        Files.createDirectory(folder.resolve("pictures"));

        var result = atelier().run("generate", "A red fox", "--out", "pictures");

        assertThat(result.outLines()).containsExactly("pictures/" + DEFAULT_NAME + ".png");
    }

    @Test
    void saysThatItReplacesTheFileThatWasNamed() throws IOException {
        serves("fox");
        Files.writeString(folder.resolve("fox.png"), "old");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png");

        assertThat(result.errLines()).contains("replaces " + folder.resolve("fox.png"));
        assertThat(folder.resolve("fox.png")).hasContent("fox");
    }

    @Test
    void printsNothingButJsonWhenAskedTo() {
        serves("fox");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png", "--json");

        var json = Json.read(result.out().getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("id").asString()).isEqualTo(Resources.ID);
        assertThat(json.path("files").valueStream().map(node -> node.asString()))
                .containsExactly("fox.png");
    }

    @Test
    void fetchesFromTheServerItAskedWhenThatIsKnownByAnotherName() {
        var links = ", \"links\": {\"self\": \"https://art.example%s\"}".formatted(Resources.PATH);
        server.answer(
                POST,
                202,
                Resources.stored("fox")
                        .replace("\"/files/", "\"https://art.example/files/")
                        .replace("\"tags\"", links.substring(2) + ", \"tags\""));
        server.answer("GET /files/fox.png", 200, "fox");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png");

        assertThat(result.status()).isZero();
        assertThat(server.received("GET /files/fox.png").getFirst().headers()).containsEntry("x-api-key", "secret-key");
    }

    @Test
    void leavesNoFileWhenTheContentIsNotWhatTheHashSays() {
        server.answer(POST, 202, Resources.stored("fox"));
        server.answer("GET /files/fox.png", 200, "fo");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("fox.png could not be saved").contains("atelier resume " + Resources.ID);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failsWithTheReasonOfAFailedGeneration() {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(
                GET,
                200,
                Resources.in("failed", ", \"error\": {\"code\": \"content_refused\", \"message\": \"No foxes.\"}"));

        var result = atelier().run("generate", "A red fox");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .endsWith("atelier: Generation %s is failed: No foxes. (content_refused)\n".formatted(Resources.ID));
    }

    @Test
    void stopsWaitingAfterTheTimeoutAndSaysHowToGoOn() {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(GET, 200, Resources.in("running"));

        var result = atelier().run("generate", "A red fox", "--timeout", "3s");

        assertThat(result.status()).isEqualTo(5);
        assertThat(result.err()).endsWith("`atelier resume %s` picks it up.\n".formatted(Resources.ID));
        assertThat(server.received(GET)).hasSizeBetween(8, 20);
    }

    @Test
    void outlastsARestartOfTheServer() {
        server.answer(POST, 202, Resources.in("queued"));
        server.answer(GET, 503, "{\"error\": {\"code\": \"unavailable\", \"message\": \"Not yet.\"}}");
        server.answer(GET, 503, "{\"error\": {\"code\": \"unavailable\", \"message\": \"Not yet.\"}}");
        server.answer(GET, 200, Resources.stored("fox"));
        server.answer("GET /files/fox.png", 200, "fox");

        var result = atelier().run("generate", "A red fox", "--out", "fox.png");

        assertThat(result.status()).isZero();
        assertThat(result.errLines()).contains("waiting for the server");
    }
}
