package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.Budget;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.UnknownPrice;
import dev.atelier.event.UsageKind;
import dev.atelier.event.UsageRecorded;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Outcomes;
import dev.atelier.ingest.testing.Receiver;
import dev.atelier.ingest.testing.Receiver.Post;
import dev.atelier.ingest.testing.Studio;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.schemas.Topic;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paths of the systems that this one unites, an estimate beforehand, and the trace that goes through all of it. */
@TestInstance(Lifecycle.PER_CLASS)
class UnitedPathsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Outcomes outcomes = Edge.outcomes();
    private final Studio studio = new Studio(Edge.kafka(), outcomes, Edge.pipeline());
    private final Client client = new Client(Edge.service().port(), Optional.of(Studio.KEY));
    private final Client stranger = new Client(Edge.service().port(), Optional.of(Studio.OTHER_KEY));

    @BeforeAll
    void awaitModelAndKeys() {
        for (Client one : List.of(client, stranger)) {
            await().until(() -> one.get("/v1/models/" + Studio.MODEL).status() == 200);
        }
    }

    @AfterAll
    void close() {
        studio.close();
        outcomes.close();
    }

    @Test
    void walksIgsWay() throws Exception {
        Answer created = post(client, "/rpc/generations/create", """
                {"endpoint": "studio/all", "input": {"prompt": "a red fox"}, "tags": ["a", "b"]}""");
        String id = created.text("id");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("requestId")).isEqualTo(id);
        await().until(() ->
                client.get("/rpc/generations/get?id=" + id).text("status").equals("ready"));
        assertThat(client.get("/rpc/generations/get?id=" + id).text("contentType"))
                .isEqualTo("image/png");
        assertThat(client.get("/generations/%s/file.png".formatted(id)).status())
                .isEqualTo(200);
        assertThat(client.get("/rpc/generations/list?status=ready&endpoint=studio/all&limit=100")
                        .json()
                        .path("items")
                        .findValuesAsString("id"))
                .contains(id);
        String again = post(client, "/rpc/generations/regenerate", "{\"id\": \"%s\"}".formatted(id))
                .text("id");
        assertThat(client.get("/v1/generations/" + again).text("parentId")).isEqualTo(id);
        try (var amendments = TopicLog.amendments(Edge.kafka())) {
            Answer tagged = post(
                    client,
                    "/rpc/generations/updateTags",
                    "{\"id\": \"%s\", \"add\": [\"c\"], \"remove\": [\"a\"]}".formatted(id));
            Answer deleted = post(client, "/rpc/generations/delete", "{\"id\": \"%s\"}".formatted(id));

            assertThat(tagged.text("id")).isEqualTo(id);
            assertThat(deleted.json().path("deleted").asBoolean()).isTrue();
            assertThat(amendments.of(id)).hasSize(2).anySatisfy(one -> {
                assertThat(one.getAddedTags()).containsExactly("c");
                assertThat(one.getRemovedTags()).containsExactly("a");
            });
        }
    }

    @Test
    void walksGoshensWay() {
        Answer queued = post(client, "/api/v1/generate", """
                {"prompt": "a red fox", "model": "studio/all", "userId": "u-1", "input": {"count": 2}}""");
        String path = "/api/v1/jobs/" + queued.text("id");

        assertThat(queued.json().path("queued").asBoolean()).isTrue();
        await().until(() -> client.get(path).text("status").equals("succeeded"));
        Answer job = client.get(path);
        assertThat(job.json().at("/result/files")).hasSize(2);
        var anybody = new Client(Edge.service().port(), Optional.empty());
        String link = job.text("result.files.0.url");
        assertThat(anybody.get(link.substring(link.indexOf("/files/"))).status())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/models/studio/all").text("name")).isEqualTo("studio/all");
    }

    @Test
    void keepsGoshensKeys() {
        Answer made = post(Edge.client(), "/api/admin/keys", "{\"label\": \"mine\"}");
        String id = made.text("id");

        assertThat(made.text("apiKey")).endsWith(made.text("last4"));
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        Answer listed = Edge.client().get("/api/admin/keys");
        assertThat(listed.json().findValuesAsString("id")).contains(id);
        assertThat(listed.json().toString()).doesNotContain(made.text("apiKey"));
        Answer revoked = Edge.client().send("/api/admin/keys/" + id, HttpRequest.Builder::DELETE);
        assertThat(revoked.json().path("active").asBoolean()).isFalse();
        var holder = new Client(Edge.service().port(), Optional.of(made.text("apiKey")));
        await().until(() -> holder.get("/v1/models").status() == 401);
    }

    @Test
    void walksImgGosWay() {
        try (var receiver = new Receiver()) {
            Answer hook = post(
                    client,
                    "/api/webhooks",
                    "{\"url\": \"%s\", \"events\": [\"job.succeeded\"]}".formatted(receiver.url("/imggo")));
            String webhook = "/api/webhooks/" + hook.text("data.id");
            Answer tried = post(client, webhook + "/test", "");
            String id = client.submit("""
                            {"model": "studio/all", "capability": "extract", "input": {"prompt": "a fox", "schema": {}}}""").text("id");

            assertThat(hook.status()).isEqualTo(201);
            assertThat(hook.text("data.secret")).isNotEmpty();
            assertThat(tried.json().at("/data/delivered").asBoolean()).isTrue();
            await().until(() ->
                    client.get("/api/jobs/" + id).text("data.status").equals("succeeded"));
            assertThat(client.get("/api/jobs/" + id).text("data.manifest.animal"))
                    .isEqualTo("fox");
            Post post = await().atMost(PATIENCE)
                    .until(
                            () -> receiver.posts().stream()
                                    .filter(one -> one.json()
                                            .path("job_id")
                                            .asString("")
                                            .equals(id))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            assertThat(post.json().path("event").asString()).isEqualTo("job.succeeded");
            assertThat(post.json().at("/manifest/animal").asString()).isEqualTo("fox");
            assertThat(post.headers().get("x-imggo-signature")).startsWith("sha256=");
            assertThat(client.get("/api/webhooks").json().path("data").findValuesAsString("url"))
                    .contains(receiver.url("/imggo"));
            assertThat(client.send(webhook, HttpRequest.Builder::DELETE).status())
                    .isEqualTo(200);
            assertThat(client.send(webhook, HttpRequest.Builder::DELETE).text("error.code"))
                    .isEqualTo("NOT_FOUND");
        }
        assertThat(client.get("/api/_health").text("services.database")).isEqualTo("up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/rpc/generations/create | {'endpoint': 'studio/all', 'input': {}, 'cost': 0} | 400",
                "/rpc/generations/create | {'endpoint': 'studio/none', 'input': {}} | 404",
                "/rpc/generations/create | {'endpoint': null, 'input': {}} | 400",
                "/rpc/generations/create | {'endpoint': 'studio/all', 'input': null} | 400",
                "/rpc/generations/delete | {'id': 'x'} | 404",
                "/rpc/generations/delete | {'id': null} | 400",
                "/api/v1/generate | {'prompt': 'a', 'model': 'studio/all', 'status': 'succeeded'} | 400",
                "/api/v1/generate | {'prompt': 'a', 'model': 'studio/all', 'input': {'prompt': 'b'}} | 400",
                "/api/v1/generate | {'prompt': null, 'model': 'studio/all'} | 400",
                "/api/webhooks | {'url': null} | 400",
                "/api/webhooks | {'url': 'https://example.org', 'secret': 'mine'} | 400",
                "/api/webhooks | {'url': 'https://example.org', 'events': ['job.begun']} | 400",
                "/v1/estimate | {'model': 'studio/all', 'input': {'prompt': 'a'}, 'cost': 0} | 400",
                "/v1/estimate | {'model': 'studio/all', 'input': {'colour': 'a'}} | 400",
                "/v1/estimate | {'model': 'studio/none', 'input': {}} | 404"
            })
    void refusesWhatBreaksARule(String path, String body, int status) {
        assertThat(post(client, path, body.replace('\'', '"')).status()).isEqualTo(status);
    }

    @Test
    void showsAStrangerNothingAndLetsHimChangeNothing() {
        String id = client.submit("{\"model\": \"studio/all\", \"input\": {\"prompt\": \"a fox\"}}")
                .text("id");
        String body = "{\"id\": \"%s\"}".formatted(id);

        assertThat(stranger.get("/rpc/generations/get?id=" + id).status()).isEqualTo(404);
        for (String call : List.of("updateTags", "delete", "regenerate")) {
            assertThat(post(stranger, "/rpc/generations/" + call, body).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void tellsWhatARequestWouldCostAndWhetherThereIsMoneyForIt() throws Exception {
        define();
        var purse = new Client(Edge.service().port(), Optional.of("atl_purse0123456789abcdefghijklmnopqrstuvwx"));
        String one = "{\"model\": \"studio/dear\", \"input\": {\"prompt\": \"a fox\", \"count\": 2}}";
        String four = "{\"model\": \"studio/dear\", \"input\": {\"prompt\": \"a fox\", \"count\": 4}}";
        await().until(() -> post(purse, "/v1/estimate", one).text("costMicros").equals("80000"));

        try (var requests = TopicLog.requests(Edge.kafka())) {
            Answer fits = post(purse, "/v1/estimate", one);
            Answer beyond = post(purse, "/v1/estimate", four);

            assertThat(fits.json().path("admitted").asBoolean()).isTrue();
            assertThat(fits.json().at("/routes/0/price/quantity").asInt()).isEqualTo(2);
            assertThat(fits.text("routes.0.provider")).isEqualTo("studio");
            assertThat(fits.json().at("/routes/0/account").isNull()).isTrue();
            assertThat(fits.json().at("/budget/0/leftMicros").asLong()).isEqualTo(100_000);
            assertThat(fits.json().at("/queue/before").asLong()).isZero();
            assertThat(beyond.json().path("admitted").asBoolean()).isFalse();
            assertThat(beyond.json().at("/refusal/status").asInt()).isEqualTo(402);
            assertThat(beyond.text("refusal.code")).isEqualTo("budget_exceeded");
            assertThat(requests.of("")).isEmpty();
        }
    }

    /** A project that may spend 0.5 and has spent 0.4, and a model that costs 0.04 an output. */
    private static void define() {
        var topics = Edge.kafka().topics();
        var now = Instant.now();
        Edge.pipeline().key("key_purse", "atl_purse0123456789abcdefghijklmnopqrstuvwx", "purse", false);
        write(
                topics.projects(),
                "purse",
                ProjectDefined.newBuilder()
                        .setProject("purse")
                        .setBudget(Budget.newBuilder()
                                .setCreditMicros(500_000L)
                                .setUnknownPrice(UnknownPrice.REFUSE)
                                .build())
                        .build());
        write(
                topics.usage(),
                "purse",
                UsageRecorded.newBuilder()
                        .setProject("purse")
                        .setGenerationId("g-1")
                        .setModel("studio/dear")
                        .setProvider("studio")
                        .setAccount("studio")
                        .setKind(UsageKind.SETTLED)
                        .setReservedMicros(0)
                        .setSpentMicros(400_000)
                        .setAt(now)
                        .build());
        write(
                topics.models(),
                "studio/dear",
                ModelDefined.newBuilder()
                        .setModel("studio/dear")
                        .setTitle("A dear one")
                        .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                        .setInputSchema("{\"type\": \"object\"}")
                        .setTargets(List.of(ModelTarget.newBuilder()
                                .setProvider("studio")
                                .setAccount("studio")
                                .setProviderModel("dear")
                                .setPrices(List.of(new Price(40_000L, PriceUnit.OUTPUT, Map.of())))
                                .build()))
                        .build());
    }

    private static <V> void write(Topic<String, V> topic, String key, V value) {
        try (var producer = Edge.kafka().producer("paths")) {
            producer.send(topic, key, value).join();
        }
    }

    @Test
    void carriesTheTraceOfARequestToItsWebhook() throws Exception {
        try (var receiver = new Receiver();
                var requests = TopicLog.requests(Edge.kafka())) {
            String body = "{\"model\": \"studio/all\", \"input\": {\"prompt\": \"a fox\"}, \"webhook\": \"%s\"}"
                    .formatted(receiver.url("/traced"));
            String id = client.submit(
                            body, "traceparent", "00-%s-00f067aa0ba902b7-01".formatted(TRACE), "tracestate", "a=1")
                    .text("id");

            assertThat(requests.of(id))
                    .singleElement()
                    .satisfies(request -> assertThat(request.getTrace())
                            .hasValueSatisfying(trace -> assertThat(trace.getTraceparent())
                                    .startsWith("00-" + TRACE)
                                    .doesNotContain("00f067aa0ba902b7")
                                    .endsWith("-01")));
            await().atMost(PATIENCE).until(() -> !receiver.posts().isEmpty());
            assertThat(receiver.posts()).allSatisfy(post -> {
                assertThat(post.headers().get("traceparent")).startsWith("00-" + TRACE);
                assertThat(post.headers().get("tracestate")).isEqualTo("a=1");
            });
        }
    }

    private static Answer post(Client who, String path, String body) {
        return who.send(
                path,
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }
}
