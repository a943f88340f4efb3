package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FlowReported;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.MoveRequested;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.QueuePlace;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.schemas.GenerationIds;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators and clients do to what waits. */
class LineIT {
    private static final String FOX = "{\"input\": {\"prompt\": \"a red fox\"}}";
    private static final String PROJECT_KEY = "atl_line_project_0123456789abcdef";

    private static final String OTHER_KEY = "atl_line_other_0123456789abcdefgh";

    private final Client admin = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();
    private final TopicLog<MoveRequested> moves = TopicLog.moves(Edge.kafka());
    private final TopicLog<PurgeRequested> purges = TopicLog.purges(Edge.kafka());

    @AfterEach
    void close() {
        moves.close();
        purges.close();
    }

    @Test
    void pausesAndListsAndResumes() {
        Answer paused = put(admin, "/v1/pauses/lane/batch", "{\"reason\": \"maintenance\"}");

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.text("kind")).isEqualTo("lane");
        assertThat(paused.text("name")).isEqualTo("batch");
        assertThat(paused.text("reason")).isEqualTo("maintenance");
        assertThat(paused.text("by")).startsWith("key_");
        assertThat(admin.get("/v1/pauses").json().path("data")).contains(paused.json());
        assertThat(delete(admin, "/v1/pauses/lane/batch").status()).isEqualTo(204);
        assertThat(admin.get("/v1/pauses").json().path("data")).doesNotContain(paused.json());
        assertThat(delete(admin, "/v1/pauses/lane/batch").status()).isEqualTo(204);
    }

    @Test
    void findsAModelByItsFullNameOrWithoutItsOwner() {
        Answer full = put(admin, "/v1/pauses/model/atelier/sketch", "");
        Answer bare = put(admin, "/v1/pauses/model/sketch", "");

        assertThat(List.of(full.text("name"), bare.text("name"))).containsOnly("atelier/sketch");
        assertThat(admin.get("/v1/pauses").json().path("data").findValuesAsString("name"))
                .containsOnlyOnce("atelier/sketch");
        assertThat(delete(admin, "/v1/pauses/model/atelier/sketch").status()).isEqualTo(204);
    }

    @Test
    void pausesOnlyWhatThereIs() {
        assertRefused(
                put(admin, "/v1/pauses/project/default", ""),
                400,
                "kind must be lane, account or model, but was project");
        assertRefused(
                put(admin, "/v1/pauses/lane/slow", ""),
                400,
                "name of a lane must be interactive, normal or batch, but was slow");
        assertRefused(put(admin, "/v1/pauses/account/nowhere", ""), 404, "There is no account nowhere.");
        assertThat(put(admin, "/v1/pauses/model/atelier/nothing", "").text("error.code"))
                .isEqualTo("model_not_found");
        assertRefused(
                put(admin, "/v1/pauses/account/sketch", "{\"reason\": \" \"}"),
                400,
                "reason must have 1 to 500 characters, not all blank, but had 1");
    }

    @Test
    void letsOnlyAnAdminPauseAndResume() {
        Client project = project();

        assertRefused(
                put(project, "/v1/pauses/lane/batch", ""),
                403,
                "This needs an admin key, and the key that was sent acts for its project alone.");
        assertThat(delete(project, "/v1/pauses/lane/batch").status()).isEqualTo(403);
        assertThat(project.get("/v1/pauses").status()).isEqualTo(200);
    }

    @Test
    void movesToTheFrontWhatWaits() throws InterruptedException, TimeoutException {
        String id = admin.submit(FOX).text("id");

        Answer answer = front(admin, id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(moves.keysOf(id)).containsExactly("default");
        assertThat(moves.of(id)).singleElement().satisfies(move -> {
            assertThat(move.getProject()).isEqualTo("default");
            assertThat(move.getApiKeyId()).isPresent();
        });
    }

    @Test
    void refusesToMoveWhatWaitsNoLonger() throws InterruptedException, TimeoutException {
        GenerationRequested running =
                Pipeline.request("default", GenerationIds.create(Instant.now()), "{\"prompt\":\"a red fox\"}");
        pipeline.produce(running);
        pipeline.queued(running);
        pipeline.progressed(running, 0.5);
        String id = running.getGenerationId();
        Awaitility.await()
                .until(() -> admin.get("/v1/generations/" + id).text("status").equals("running"));
        var over = RowOf.of(GenerationIds.create(Instant.now()), Instant.now(), "succeeded");
        pipeline.row(over);
        pipeline.announce(over, GenerationStatus.SUCCEEDED);

        assertRefused(front(admin, id), 409, "It waits no longer: it is running.");
        assertRefused(front(admin, over.id()), 409, "It waits no longer: it is succeeded.");
        assertThat(moves.of(id)).isEmpty();
    }

    @Test
    void movesNothingOfAnotherProject() throws InterruptedException, TimeoutException {
        String id = admin.submit(FOX).text("id");

        pipeline.key("key_line_other", OTHER_KEY, "line-other", false);
        var foreign = new Client(Edge.service().port(), Optional.of(OTHER_KEY));
        Awaitility.await().until(() -> foreign.get("/v1/pauses").status() == 200);

        Answer answer = front(foreign, id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(moves.of(id)).isEmpty();
    }

    @Test
    void purgesWhatFits() throws InterruptedException, TimeoutException {
        Answer answer = purge(
                admin,
                "{\"provider\": \"sketch\", \"account\": \"sketch\", \"model\": \"sketch\", \"lane\": \"batch\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("model")).isEqualTo("atelier/sketch");
        assertThat(purges.keysOf("atelier/sketch")).contains("sketch");
        assertThat(purges.of("atelier/sketch")).anySatisfy(purge -> {
            assertThat(purge.getAccount()).contains("sketch");
            assertThat(purge.getLane()).contains(Lane.BATCH);
            assertThat(purge.getProject()).isEmpty();
            assertThat(purge.getBy()).isPresent();
        });
    }

    @Test
    void purgesOnlyItsOwnWithAProjectsKey() {
        Client project = project();
        String rule =
                "To purge what other projects have waiting needs an admin key; with this key project must be default.";

        assertRefused(purge(project, "{\"provider\": \"sketch\"}"), 403, rule);
        assertRefused(purge(project, "{\"provider\": \"sketch\", \"project\": \"other\"}"), 403, rule);
        assertThat(purge(project, "{\"provider\": \"sketch\", \"project\": \"default\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void purgesOnlyWhereThereIsSomething() {
        assertRefused(purge(admin, "{\"provider\": null}"), 400, "provider must be given");
        assertThat(purge(admin, "{}").text("error.field")).isEqualTo("provider");
        assertRefused(
                purge(admin, "{\"provider\": \"nowhere\"}"),
                400,
                "provider must be one that has an account, but was nowhere");
        assertRefused(
                purge(admin, "{\"provider\": \"sketch\", \"account\": \"other\"}"),
                400,
                "account must be one at provider sketch, but was other");
        assertRefused(
                purge(admin, "{\"provider\": \"sketch\", \"project\": \"nobody\"}"),
                400,
                "project must be one that is defined, but was nobody");
        assertThat(purge(admin, "{\"provider\": \"sketch\", \"lane\": \"slow\"}")
                        .text("error.field"))
                .isEqualTo("lane");
        assertThat(purge(admin, "{\"provider\": \"sketch\", \"model\": \"nothing\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsWhereOneStandsWhileItWaits() {
        GenerationRequested request =
                Pipeline.request("default", GenerationIds.create(Instant.now()), "{\"prompt\":\"a red fox\"}");
        String path = "/v1/generations/" + request.getGenerationId();
        pipeline.produce(request);
        pipeline.queued(request);
        pipeline.waiting(request, new QueuePlace("line-account", Lane.NORMAL, "atelier/sketch", 7L));
        Awaitility.await().until(() -> admin.get(path).status() == 200);
        assertThat(admin.get(path).json().path("queue").path("position").isNumber())
                .isFalse();

        pipeline.line(line(new FlowReported("default", 1, "atelier/sketch", 3, List.of(5L, 6L, 7L), 7L)));

        Awaitility.await()
                .until(() -> admin.get(path).json().at("/queue/position").asInt(0) == 3);
        Instant start = Instant.parse(admin.get(path).text("queue.estimatedStart"));
        assertThat(start).isBetween(Instant.now().plusSeconds(25), Instant.now().plusSeconds(31));
        pipeline.progressed(request, 0.5);
        Awaitility.await().until(() -> admin.get(path).text("status").equals("running"));
        assertThat(admin.get(path).json().path("queue").path("position").isNumber())
                .isFalse();
    }

    /** One that goes with one in ten seconds. */
    private static LineReported line(FlowReported flow) {
        var lane = new LaneReported(Lane.NORMAL, (long) flow.getWaiting(), 0, 0, List.of(flow), 0);
        return LineReported.newBuilder()
                .setAccount("line-account")
                .setProvider("sketch")
                .setAt(Instant.now())
                .setPerSecond(0.1)
                .setRunMillis(10_000L)
                .setRunning(1)
                .setSlots(1)
                .setLanes(List.of(lane))
                .build();
    }

    /** Of a key that is no admin's; another one of project default. */
    private Client project() {
        pipeline.key("key_line", PROJECT_KEY, "default", false);
        var client = new Client(Edge.service().port(), Optional.of(PROJECT_KEY));
        Awaitility.await().until(() -> client.get("/v1/pauses").status() == 200);
        return client;
    }

    private static void assertRefused(Answer answer, int status, String message) {
        assertThat(answer.text("error.message")).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static Answer put(Client client, String path, String body) {
        return client.send(path, request -> json(request).PUT(BodyPublishers.ofString(body)));
    }

    private static Answer delete(Client client, String path) {
        return client.send(path, HttpRequest.Builder::DELETE);
    }

    private static Answer purge(Client client, String body) {
        return client.send("/v1/purges", request -> json(request).POST(BodyPublishers.ofString(body)));
    }

    private static Answer front(Client client, String id) {
        return client.send(
                "/v1/generations/%s/move-to-front".formatted(id), request -> request.POST(BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request) {
        return request.header("Content-Type", "application/json");
    }
}
