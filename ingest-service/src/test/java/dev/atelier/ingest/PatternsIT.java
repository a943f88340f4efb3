package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.Capability;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Outcomes;
import dev.atelier.ingest.testing.Receiver;
import dev.atelier.ingest.testing.Receiver.Post;
import dev.atelier.ingest.testing.Studio;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.secrets.HmacSha256;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Patterns over HTTP: ImgGo's own README by curl, versions, trials, many pictures at once, and the ends posted. */
@TestInstance(Lifecycle.PER_CLASS)
class PatternsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SCRIPT = Path.of("src", "test", "sh", "imggo-readme.sh");
    private static final String FOX = """
            {"name": "Animals", "instructions": "%s", "format": "%s", "json_schema": {"type": "object",
             "properties": {"animal": {"type": "string"}}, "required": ["animal"], "additionalProperties": false}}""";

    private final Outcomes outcomes = Edge.outcomes();
    private final Studio studio = new Studio(Edge.kafka(), outcomes, Edge.pipeline());
    private final Client client = new Client(Edge.service().port(), Optional.of(Studio.KEY));
    private final Client stranger = new Client(Edge.service().port(), Optional.of(Studio.OTHER_KEY));

    @BeforeAll
    void readWithTheStudiosModel() {
        await().until(() -> client.get("/v1/models/" + Studio.MODEL).status() == 200
                && stranger.get("/v1/models").status() == 200);
        assertThat(project("{\"defaultModel\": \"studio/all\"}").status()).isBetween(200, 201);
    }

    @AfterAll
    void close() {
        project("{}");
        studio.close();
        outcomes.close();
    }

    private static Answer project(String body) {
        return Edge.client()
                .send(
                        "/v1/projects/" + Studio.PROJECT,
                        request ->
                                request.PUT(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    @Test
    void answersTheCallsOfImgGosReadmeByCurl() throws IOException, InterruptedException {
        try (var receiver = new Receiver()) {
            JsonNode written = curl("webhook");
            JsonNode hook = curl("webhook", receiver.url("/hook"));
            String pattern = curl("create").at("/data/id").asString();
            JsonNode upload = curl("signed-url");
            JsonNode queued = curl("ingest", pattern);
            String job = queued.at("/data/job_id").asString();

            assertThat(written.at("/data/url").asString()).isEqualTo("https://your-app.com/webhook");
            assertThat(upload.findValue("url").asString()).isNotEmpty();
            assertThat(upload.findValue("token").asString()).isNotEmpty();
            assertThat(queued.path("success").asBoolean()).isTrue();
            assertThat(queued.at("/data/status").asString()).isEqualTo("queued");
            await().until(() -> curl("job", job).at("/data/status").asString().equals("succeeded"));
            JsonNode done = curl("job", job);
            assertThat(done.at("/data/id").asString()).isEqualTo(job);
            assertThat(done.at("/data/manifest/animal").asString()).isEqualTo("fox");
            assertThat(done.at("/data/latency_ms").isNumber()).isTrue();
            assertThat(done.at("/data/pattern_id").asString()).isEqualTo(pattern);
            assertThat(curl("ingest", pattern).at("/data/job_id").asString()).isEqualTo(job);

            Post post = post(receiver, job);
            assertThat(post.json().propertyNames())
                    .containsExactlyInAnyOrder("event", "job_id", "pattern_id", "manifest", "timestamp");
            assertThat(post.json().path("event").asString()).isEqualTo("job.succeeded");
            assertThat(post.json().path("pattern_id").asString()).isEqualTo(pattern);
            assertThat(post.json().at("/manifest/animal").asString()).isEqualTo("fox");
            assertThat(post.headers().get("x-imggo-signature"))
                    .isEqualTo(signature(hook.at("/data/secret").asString(), post));
            for (JsonNode each : List.of(written, hook)) {
                delete("/api/webhooks/" + each.at("/data/id").asString());
            }
        }
    }

    private static String signature(String secret, Post post) {
        return "sha256=" + HexFormat.of().formatHex(HmacSha256.of(secret.getBytes(UTF_8), post.body()));
    }

    private static Post post(Receiver receiver, String job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> receiver.posts().stream()
                                .filter(one ->
                                        one.json().path("job_id").asString("").equals(job))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private JsonNode curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BASE", "http://127.0.0.1:" + Edge.service().port());
        builder.environment().put("TOKEN", Studio.KEY);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Json.MAPPER.readTree(output);
    }

    @Test
    void postsTheEndOfAFailedJobWhereTheRequestWantsIt() {
        String pattern = create("fail content_refused", "json");
        try (var receiver = new Receiver()) {
            String job = post("/api/patterns/%s/ingest".formatted(pattern), """
                            {"image_url": "https://example.com/a.jpg", "webhook": "%s",
                             "webhook_events": ["job.failed"]}""".formatted(receiver.url("/failed")))
                    .text("data.job_id");

            Post post = post(receiver, job);
            assertThat(post.json().path("event").asString()).isEqualTo("job.failed");
            assertThat(post.json().path("pattern_id").asString()).isEqualTo(pattern);
            assertThat(post.json().path("manifest").isNull()).isTrue();
            assertThat(post.json().path("error").asString()).isNotEmpty();
            assertThat(post.headers().get("x-imggo-signature")).startsWith("sha256=");
            Answer failed = client.get("/api/jobs/" + job);
            assertThat(failed.text("data.status")).isEqualTo("failed");
            assertThat(failed.text("data.error")).isNotEmpty();
        }
    }

    @Test
    void keepsEveryVersionAndReadsByTheOneThatIsPublished() throws Exception {
        String pattern = create("Name the animal", "json");
        String path = "/api/patterns/" + pattern;

        Answer draft = patch(path, "{\"instructions\": \"Name it in Latin\", \"publish\": false}");
        assertThat(draft.text("data.instructions")).isEqualTo("Name it in Latin");
        assertThat(draft.json().at("/data/version").asInt()).isEqualTo(2);
        assertThat(draft.json().at("/data/published_version").asInt()).isEqualTo(1);
        assertThat(patch(path, "{\"instructions\": \"Name it in Latin\", \"publish\": false}")
                        .json()
                        .at("/data/latest_version")
                        .asInt())
                .isEqualTo(2);
        String first = ingest(pattern, "k-a");
        assertThat(promptOf(first)).isEqualTo("Name the animal");
        assertThat(post(path + "/versions/2/publish", "")
                        .json()
                        .at("/data/version")
                        .asInt())
                .isEqualTo(2);
        assertThat(promptOf(ingest(pattern, "k-b"))).isEqualTo("Name it in Latin");
        assertThat(ingest(pattern, "k-a")).isEqualTo(first);
        post(path + "/versions/1/publish", "");
        assertThat(client.get(path).text("data.instructions")).isEqualTo("Name the animal");
        assertThat(client.get(path + "/versions/2").text("data.instructions")).isEqualTo("Name it in Latin");
        assertThat(client.get(path + "/versions").json().path("data").findValues("version"))
                .extracting(JsonNode::asInt)
                .containsExactly(2, 1);
        assertThat(client.get("/api/patterns").json().path("data").findValuesAsString("id"))
                .contains(pattern);

        Answer stale = put(path, FOX.formatted("Late", "json").replaceFirst("\\{", "{\"base_version\": 1, "));
        assertThat(stale.status()).isEqualTo(409);
        patch(path, "{\"is_active\": false}");
        assertThat(post(path + "/ingest", "{\"image_url\": \"https://example.com/a.jpg\"}")
                        .status())
                .isEqualTo(404);
        assertThat(delete(path).json().at("/data/deleted").asBoolean()).isTrue();
        assertThat(client.get(path).text("error.code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void triesADraftOfWhichNothingIsPublished() throws Exception {
        Answer made = post(
                "/api/patterns", FOX.formatted("Name the animal", "json").replaceFirst("\\{", "{\"publish\": false, "));
        String path = "/api/patterns/" + made.text("data.id");

        assertThat(made.json().at("/data/published_version").isNull()).isTrue();
        assertThat(post(path + "/ingest", "{\"image_url\": \"https://example.com/a.jpg\"}")
                        .status())
                .isEqualTo(409);
        String job = post(path + "/try", "{\"image_url\": \"https://example.com/a.jpg\"}")
                .text("data.job_id");
        assertThat(client.get("/v1/generations/" + job).json().path("tags"))
                .extracting(JsonNode::asString)
                .contains("pattern-trial");
        await().until(() -> client.get("/api/jobs/" + job).text("data.status").equals("succeeded"));
        assertThat(post(path + "/try", "{\"image_url\": \"https://example.com/a.jpg\", \"version\": 2}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void showsManifestsInTheFormatOfThePatternAndFindsThemByIt() {
        String pattern = create("Name the animal", "yaml");
        String job = ingest(pattern, "yaml");
        await().until(() -> client.get("/api/jobs/" + job).text("data.status").equals("succeeded"));

        Answer shown = client.get("/api/jobs/" + job);
        assertThat(shown.text("data.manifest").strip()).isEqualTo("animal: \"fox\"");
        assertThat(shown.text("data.format")).isEqualTo("yaml");
        assertThat(client.get("/v1/generations?pattern=" + pattern)
                        .json()
                        .path("data")
                        .findValuesAsString("id"))
                .contains(job);
        assertThat(client.get("/v1/generations/" + job)
                        .json()
                        .at("/pattern/version")
                        .asInt())
                .isEqualTo(1);
        assertThat(new String(
                        client.get("/generations/%s/file.json".formatted(job))
                                .raw()
                                .body(),
                        UTF_8))
                .contains("\"animal\"");
    }

    @Test
    void takesTenThousandPicturesAsOneBatch() throws Exception {
        String pattern = create("Name the animal", "csv");
        String images = IntStream.range(0, 10_000)
                .mapToObj("{\"image_url\": \"https://example.com/%d.jpg\"}"::formatted)
                .collect(Collectors.joining(","));
        try (var orders = TopicLog.batches(Edge.kafka())) {
            Answer taken =
                    post("/api/patterns/%s/ingest/bulk".formatted(pattern), "{\"images\": [%s]}".formatted(images));

            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.json().at("/data/total").asInt()).isEqualTo(10_000);
            String batch = taken.text("data.batch_id");
            var all = orders.of(batch);
            var wanted = (BatchRequested) all.getLast().getOrder();
            assertThat(wanted.getPattern()).contains(new PatternReference(pattern, 1, "csv", null));
            assertThat(wanted.getCapability()).contains(Capability.EXTRACT);
            assertThat(Json.MAPPER.readTree(wanted.getInput()).propertyNames()).contains("prompt", "schema");
            assertThat(items(all)).hasSize(10_000);
            assertThat(items(all).get(7_777)).isEqualTo("{\"image\":\"https://example.com/7777.jpg\"}");
            assertThat(client.get(taken.text("data.url")).status()).isEqualTo(200);
        }
    }

    private static List<String> items(List<BatchOrder> orders) {
        return orders.stream()
                .map(BatchOrder::getOrder)
                .filter(BatchItems.class::isInstance)
                .flatMap(part -> ((BatchItems) part).getItems().stream())
                .map(item -> item.getInput())
                .toList();
    }

    @Test
    void namesThePathOfASchemaThatNoStrictModeCanSay() {
        Answer refused = post("/api/patterns", """
                {"name": "Open", "instructions": "Read it", "json_schema": {"type": "object", "properties":
                 {"any": {"type": "object", "additionalProperties": true}}}}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error.code")).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.json().at("/error/details").propertyNames())
                .anyMatch(path -> path.startsWith("json_schema/properties/any"));
    }

    @Test
    void isNothingToAStranger() {
        String path = "/api/patterns/" + create("Name the animal", "json");

        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(stranger.get(path + "/versions").status()).isEqualTo(404);
        assertThat(stranger.send(path, HttpRequest.Builder::DELETE).status()).isEqualTo(404);
        assertThat(send(stranger, path + "/ingest", "POST", "{\"image_url\": \"https://example.com/a.jpg\"}")
                        .status())
                .isEqualTo(404);
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    private String create(String instructions, String format) {
        Answer made = post("/api/patterns", FOX.formatted(instructions, format));
        assertThat(made.status()).as(made.json().toString()).isEqualTo(201);
        return made.text("data.id");
    }

    private String ingest(String pattern, String key) {
        Answer taken = client.send(
                "/api/patterns/%s/ingest".formatted(pattern),
                request -> request.POST(BodyPublishers.ofString("{\"image_url\": \"https://example.com/a.jpg\"}"))
                        .headers("Content-Type", "application/json", "Idempotency-Key", pattern + key));
        assertThat(taken.status()).as(taken.json().toString()).isEqualTo(202);
        return taken.text("data.job_id");
    }

    private String promptOf(String job) {
        return client.get("/v1/generations/" + job).text("input.prompt");
    }

    private Answer post(String path, String body) {
        return send(client, path, "POST", body);
    }

    private Answer put(String path, String body) {
        return send(client, path, "PUT", body);
    }

    private Answer patch(String path, String body) {
        return send(client, path, "PATCH", body);
    }

    private Answer delete(String path) {
        return client.send(path, HttpRequest.Builder::DELETE);
    }

    private static Answer send(Client who, String path, String method, String body) {
        return who.send(
                path,
                request -> request.method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json"));
    }
}
