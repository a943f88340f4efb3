package dev.atelier.cli.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.atelier.cli.Json;
import dev.atelier.cli.whole.Program.Result;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.schemas.GenerationIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** A day in the life of one data folder: up, work, stopped with work in flight, up again. The steps need their order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class UpIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private Program program;
    private Result firstUp;

    @BeforeAll
    void starts() throws IOException {
        program = new Program();
        firstUp = program.up();
    }

    @AfterAll
    void leavesNothing() {
        program.close();
    }

    @Test
    @Order(1)
    void upReturnsWhenItIsReadyAndSaysHowToReachIt() throws IOException {
        assertThat(firstUp.status()).as(firstUp.err()).isZero();
        assertThat(firstUp.out())
                .startsWith("Atelier is ready: " + program.data().api().orElseThrow() + "\n")
                .contains(program.data().apiKey().orElseThrow());
        assertThat(firstUp.err()).contains("kafka", "registry", "s3proxy", "cassandra", "services started");
        assertThat(List.of(program.data().apiKeyFile(), program.data().endpointsFile()))
                .allSatisfy(file ->
                        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]"));
        var endpoints = endpoints();
        assertThat(endpoints.propertyNames()).containsExactly("api", "kafka", "registry", "s3", "cassandra");
    }

    @Test
    @Order(2)
    void generateSavesAPictureAndItsSidecar() throws IOException {
        var result = program.run(
                "generate", "a red fox", "--size", "64x48", "--style", "photo", "--tag", "demo", "--out", "fox.png");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("fox.png\n");
        var picture = ImageIO.read(program.folder().resolve("fox.png").toFile());
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(64, 48);
        var sidecar = Json.read(Files.readAllBytes(program.folder().resolve("fox.png.json")));
        assertThat(sidecar.path("status").asString()).isEqualTo("succeeded");
        assertThat(sidecar.path("model").asString()).isEqualTo("atelier/emoji-64");
        assertThat(sidecar.path("provider").asString()).isEqualTo("local");
        assertThat(sidecar.path("input").path("prompt").asString()).isEqualTo("a red fox");
        assertThat(sidecar.path("style").asString()).isEqualTo("photo");
    }

    @Test
    @Order(2)
    void aModelOfAVendorIsThereAndNamesTheKeyThatItLacks() {
        var listed = program.run("models", "--all");
        var refused = program.run("generate", "a red fox", "--model", "fal/flux-schnell");

        assertThat(listed.out().lines())
                .anySatisfy(
                        row -> assertThat(row).startsWith("fal/flux-schnell ").endsWith("(set FAL_KEY)"))
                .anySatisfy(
                        row -> assertThat(row).startsWith("atelier/emoji-64 ").doesNotContain("(set"));
        assertThat(refused.status()).isEqualTo(4);
        assertThat(refused.err()).contains("fal/flux-schnell", "set FAL_KEY");
    }

    @Test
    @Order(3)
    void listAndShowTellTheSame() {
        var listed = program.run("list", "--tag", "demo", "--json").json().path("data");

        assertThat(listed).hasSize(1);
        var shown = program.run("show", listed.path(0).path("id").asString(), "--json");
        assertThat(shown.json()).isEqualTo(listed.path(0));
    }

    @Test
    @Order(4)
    void aRequestByAPlainKafkaProducerTakesTheSameWay() throws Exception {
        var endpoints = endpoints();
        var request = request("default", "{\"prompt\": \"a blue cat\", \"size\": \"64x48\"}");

        try (var records = new Records(endpoints)) {
            var requests = records.kafka().topics().requests();
            try (var producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", endpoints.path("kafka").asString()),
                    requests.keys().serializer(),
                    requests.values().serializer())) {
                producer.send(requests.record("default", request)).get();
            }
        }

        var resumed = program.run("resume", request.getGenerationId(), "--out", "cat.png");
        assertThat(resumed.out()).as(resumed.err()).isEqualTo("cat.png\n");
    }

    /** An unreadable record, and a request of a project that is defined too late. */
    @Test
    @Order(5)
    void aDeadLetterIsPutBackOnceItsCauseIsGone() throws Exception {
        var late = request("later", "{\"prompt\": \"a green hill\", \"size\": \"16x16\"}");
        try (var records = new Records(endpoints())) {
            records.write("requests", "later", "no event at all".getBytes(UTF_8));
            records.write(records.kafka().topics().requests(), "later", late);
            await().atMost(SOON).until(() -> letters().size() == 2);

            var listed = program.run("dlq", "list", "--cause", "later is not known", "--json")
                    .json();
            var id = listed.path("data").path(0).path("id").asString();
            var shown = program.run("dlq", "show", id, "--json").json();
            records.define("later");
            var redriven = program.run("dlq", "redrive", id);
            var again = program.run("dlq", "redrive", id);

            assertThat(shown.at("/content/event/generationId").asString()).isEqualTo(late.getGenerationId());
            assertThat(redriven.status()).as(redriven.err()).isZero();
            assertThat(again.status()).isEqualTo(4);
            assertThat(again.err()).contains("put back on requests");
            await().atMost(SOON)
                    .until(() -> records.committed(records.kafka().topics().results()).stream()
                            .anyMatch(result -> result.getGenerationId().equals(late.getGenerationId())
                                    && result.getStatus() == GenerationStatus.SUCCEEDED));
        }
        var rest = program.run("dlq", "redrive", "--all", "--topic", "requests", "--rate", "5", "--dry-run", "--json");
        assertThat(rest.status()).as(rest.err()).isZero();
        assertThat(rest.json().at("/counts/redrivable").asInt()).isPositive();
        assertThat(rest.json().at("/counts/done").asInt()).isEqualTo(1);
    }

    private List<String> letters() {
        return program.run("dlq", "list", "--json").json().path("data").findValuesAsString("id");
    }

    private JsonNode endpoints() throws IOException {
        return Json.read(Files.readAllBytes(program.data().endpointsFile()));
    }

    private static GenerationRequested request(String project, String input) {
        return GenerationRequested.newBuilder()
                .setGenerationId(GenerationIds.create(Instant.now()))
                .setProject(project)
                .setInput(input)
                .setRequestedAt(Instant.now())
                .build();
    }

    /** From the request over the job and what its worker says to the final word and the webhook. */
    @Test
    @Order(4)
    void theTraceOfARequestIsThatOfAllThatFollows() throws Exception {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var told = new CompletableFuture<String>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            told.complete(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try (var api = new Api(program.data());
                var records = new Records(endpoints())) {
            var topics = records.kafka().topics();
            var url = "http://localhost:%d/".formatted(receiver.getAddress().getPort());
            var id = api.submitTraced("00-%s-00f067aa0ba902b7-01".formatted(trace), url);

            assertThat(told.get(SOON.toSeconds(), TimeUnit.SECONDS)).startsWith("00-" + trace);
            for (var topic : List.of(
                    topics.requests(),
                    topics.admitted(),
                    topics.jobs("sketch"),
                    topics.reports(),
                    topics.outcomes(),
                    topics.results())) {
                assertThat(records.traces(topic, id))
                        .as(topic.name())
                        .isNotEmpty()
                        .allSatisfy(parent -> assertThat(parent).startsWith("00-" + trace));
            }
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    @Order(4)
    void aWrongSizeIsRefusedInOneSentence() {
        var result = program.run("generate", "a red fox", "--size", "4000x4000");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.err().lines()).singleElement().asString().contains("input.size");
    }

    @Test
    @Order(4)
    void operatorsHoldReorderAndEmptyTheLine() throws Exception {
        try (var api = new Api(program.data())) {
            assertThat(program.run("pause", "account", "sketch", "--reason", "maintenance")
                            .out())
                    .isEqualTo("account sketch is paused\n");
            assertThat(program.run("pauses").out()).contains("account", "sketch", "maintenance");
            var first = api.submit(1, 0);
            var second = api.submit(2, 0);
            var third = api.submit(3, 0);
            await().atMost(SOON).until(() -> position(first) == 1 && position(second) == 2 && position(third) == 3);

            assertThat(program.run("front", third).out()).isEqualTo("queued\n");
            await().atMost(SOON).until(() -> position(third) == 1 && position(first) == 2);
            assertThat(program.run("show", third).out()).contains("queue     number 1\n");

            assertThat(program.run("purge", "--provider", "sketch", "--yes").out())
                    .isEqualTo("purging\n");
            for (var id : List.of(first, second, third)) {
                await().atMost(SOON).until(() -> api.status(id).equals("canceled"));
            }
            assertThat(program.run("show", first).out()).contains("it was purged while it waited");
            assertThat(program.run("resume", "account", "sketch").out()).isEqualTo("account sketch goes on\n");
            var after = api.submit(4, 0);
            await().atMost(SOON).until(() -> api.status(after).equals("succeeded"));
        }
    }

    /** In line; 0 where that is not known. */
    private int position(String id) {
        return program.run("show", id, "--json").json().at("/queue/position").asInt(0);
    }

    @Test
    @Order(5)
    void aSecondUpOnTheSameFolderIsRefusedInOneSentence() {
        var pid = program.process().orElseThrow().pid();

        var result = program.run("up", "--port", "0");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines()).singleElement().asString().contains("already runs", "process " + pid);
    }

    @Test
    @Order(6)
    void aTakenPortIsRefusedInOneSentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = Integer.toString(taken.getLocalPort());

            var result = program.runOn(program.folder().resolve("other"), "up", "--port", port);

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err().lines()).singleElement().asString().contains("Port " + port, "taken");
        }
    }

    @Test
    @Order(7)
    void downLetsWorkInFlightFinishAndUpHasEverything() throws Exception {
        String slow;
        try (var api = new Api(program.data())) {
            slow = api.submit(1, 3_000);
            await().atMost(SOON).until(() -> api.status(slow).equals("running"));
        }

        var down = program.run("down");
        var running = program.process();
        var up = program.up();

        assertThat(down.status()).as(down.err()).isZero();
        assertThat(running).isEmpty();
        assertThat(up.status()).as(up.err()).isZero();
        assertThat(up.err()).doesNotContain("recovering");
        assertThat(program.run("resume", slow, "--out", "slow.png").out()).isEqualTo("slow.png\n");
        // Its report lay on the log while nothing ran; to dispatch it again would be to pay for it again.
        assertThat(program.run("show", slow, "--json").json().path("attempt").asInt())
                .isEqualTo(1);
        assertThat(program.run("list", "--status", "succeeded", "--json").json().path("data"))
                .hasSize(5);
    }

    @Test
    @Order(8)
    void aBatchMakesEachCombinationAndIsCountedAsOne() throws IOException {
        var result = program.run(
                "batch",
                "--model",
                "sketch",
                "--matrix",
                "prompt=a fox,a cat",
                "--matrix",
                "seed=1..100",
                "--set",
                "size=16x16",
                "--tag",
                "many");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("200 succeeded\n");
        var id = result.err().lines().findFirst().orElseThrow().substring("batch ".length());
        var made = program.run("list", "--tag", "batch:" + id, "--limit", "200", "--all", "--json")
                .json()
                .path("data");
        assertThat(made).hasSize(200).allSatisfy(one -> {
            assertThat(one.path("status").asString()).isEqualTo("succeeded");
            assertThat(one.path("tags").valueStream().map(tag -> tag.asString()))
                    .contains("many");
        });
        assertThat(made.valueStream().map(one -> one.path("input").toString())).doesNotHaveDuplicates();
        assertThat(program.run("batch", "list", "--json")
                        .json()
                        .path("data")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    @Order(8)
    void aBatchOfAFileIsStoppedAsOne() throws IOException {
        Files.writeString(
                program.folder().resolve("slow.jsonl"), "{\"prompt\": \"a fox\", \"delay_ms\": 60000}\n".repeat(500));
        var id = program.run("batch", "slow.jsonl", "--model", "sketch", "--set", "size=16x16", "--detach")
                .out()
                .strip();

        var canceled = program.run("batch", "cancel", id, "--wait", "--json");

        assertThat(canceled.status()).as(canceled.err()).isZero();
        assertThat(canceled.json().path("status").asString()).isEqualTo("canceled");
        assertThat(canceled.json().path("counts").path("canceled").asInt()).isEqualTo(500);
        var retried = program.run("batch", "retry", id);
        assertThat(retried.status()).isEqualTo(4);
        assertThat(retried.err()).contains("must have failed, expired or been rejected");
    }

    @Test
    @Order(8)
    void whatFailedOfABatchIsTriedAgainAsChildrenOfIt() throws IOException {
        var first = program.run(
                "batch",
                "--model",
                "sketch",
                "--matrix",
                "delay_ms=0,60000",
                "--set",
                "prompt=a fox",
                "--set",
                "size=16x16",
                "--deadline",
                "5s",
                "--json");
        var id = first.json().path("id").asString();

        var again = program.run("batch", "retry", id, "--json");

        assertThat(first.status()).isEqualTo(1);
        assertThat(first.json().path("counts").path("succeeded").asInt()).isEqualTo(1);
        assertThat(first.json().path("counts").path("expired").asInt()).isEqualTo(1);
        // Its deadline is one instant for all, so what is tried again is too late as well.
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.json().path("round").asInt()).isEqualTo(1);
        assertThat(again.json().path("counts")).isEqualTo(first.json().path("counts"));
        var expired = program.run("list", "--tag", "batch:" + id, "--status", "expired", "--json")
                .json()
                .path("data");
        assertThat(expired.valueStream().map(one -> one.path("parentId").asString("")))
                .contains(expired.path(1).path("id").asString());
    }

    @Test
    @Order(8)
    void whatIsOverIsReplayedAsChildrenWithTheChanges() throws IOException {
        for (var prompt : List.of("a red fox", "a blue cat")) {
            program.run("generate", prompt, "--size", "16x16", "--tag", "old", "--out", prompt + ".png");
        }
        await().atMost(SOON)
                .until(() -> program.run("list", "--tag", "old", "--status", "succeeded", "--json")
                                .json()
                                .path("data")
                                .size()
                        == 2);
        var ids = program.run("list", "--tag", "old", "--json")
                .json()
                .path("data")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();

        var dry = program.run("replay", "--tag", "old", "--dry-run");
        var batch =
                program.run("replay", "--tag", "old", "--set", "seed=7", "--as-tag", "new", "--rate", "50", "--json");

        assertThat(dry.out()).isEqualTo("2 generations for 0\n");
        assertThat(batch.status()).as(batch.err()).isZero();
        assertThat(batch.json().path("counts").path("succeeded").asInt()).isEqualTo(2);
        var replayed = program.run("list", "--tag", "new", "--json").json().path("data");
        assertThat(replayed.valueStream().map(one -> one.path("parentId").asString("")))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(replayed.valueStream()
                        .map(one -> one.path("input").path("seed").asInt(0)))
                .containsOnly(7);
    }

    @Test
    @Order(9)
    void aBatchGoesOnAfterAKill() throws IOException {
        var id = program.run(
                        "batch",
                        "--model",
                        "sketch",
                        "--matrix",
                        "seed=1..300",
                        "--set",
                        "prompt=a fox",
                        "--set",
                        "size=16x16",
                        "--set",
                        "delay_ms=1500",
                        "--detach")
                .out()
                .strip();
        await().atMost(SOON).until(() -> count(id, "succeeded") > 20);

        program.kill();
        var up = program.up();

        assertThat(up.status()).as(up.err()).isZero();
        await().atMost(SOON).until(() -> count(id, "succeeded") == 300);
        var made = program.run("list", "--tag", "batch:" + id, "--limit", "200", "--all", "--json")
                .json()
                .path("data");
        assertThat(made.valueStream().map(one -> one.path("input").path("seed").asInt()))
                .hasSize(300)
                .doesNotHaveDuplicates();
    }

    private int count(String batch, String end) {
        return program.run("batch", "show", batch, "--json")
                .json()
                .path("counts")
                .path(end)
                .asInt();
    }

    @Test
    @Order(10)
    void downTwiceIsHarmless() {
        var first = program.run("down", "--json");
        var second = program.run("down", "--json");

        assertThat(first.json().path("stopped").asBoolean()).isTrue();
        assertThat(second.json().path("stopped").asBoolean()).isFalse();
        assertThat(program.data().endpointsFile()).doesNotExist();
    }
}
