package dev.atelier.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.cli.Json;
import dev.atelier.cli.whole.Program.Result;
import dev.atelier.event.GenerationRequested;
import dev.atelier.schemas.GenerationIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

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
        var endpoints = Json.read(Files.readAllBytes(program.data().endpointsFile()));
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
        assertThat(sidecar.path("input").path("prompt").asString()).isEqualTo("a red fox");
        assertThat(sidecar.path("style").asString()).isEqualTo("photo");
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
        var endpoints = Json.read(Files.readAllBytes(program.data().endpointsFile()));
        var request = GenerationRequested.newBuilder()
                .setGenerationId(GenerationIds.create(Instant.now()))
                .setProject("default")
                .setInput("{\"prompt\": \"a blue cat\", \"size\": \"64x48\"}")
                .setRequestedAt(Instant.now())
                .build();

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

    @Test
    @Order(4)
    void aWrongSizeIsRefusedInOneSentence() {
        var result = program.run("generate", "a red fox", "--size", "4000x4000");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.err().lines()).singleElement().asString().contains("input.size");
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
        assertThat(program.run("list", "--json").json().path("data")).hasSize(3);
    }

    @Test
    @Order(8)
    void downTwiceIsHarmless() {
        var first = program.run("down", "--json");
        var second = program.run("down", "--json");

        assertThat(first.json().path("stopped").asBoolean()).isTrue();
        assertThat(second.json().path("stopped").asBoolean()).isFalse();
        assertThat(program.data().endpointsFile()).doesNotExist();
    }
}
