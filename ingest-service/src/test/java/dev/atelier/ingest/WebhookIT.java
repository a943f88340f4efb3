package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.GenerationStatus;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.LogText;
import dev.atelier.ingest.testing.Node;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.Made;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.Receiver;
import dev.atelier.ingest.testing.Receiver.Post;
import dev.atelier.schemas.GenerationIds;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens is posted to whoever asked for it: once, signed, and again until it is taken. */
class WebhookIT {
    /** Whenever an instance comes or goes, the others share what it does anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String project = "hooked-" + UUID.randomUUID();
    private final Client client = clientOf(project);
    private final Pipeline pipeline = Edge.pipeline();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        client.get("/v1/webhooks")
                .json()
                .path("data")
                .forEach(webhook -> delete(webhook.path("id").asString()));
        receiver.close();
    }

    @Test
    void keepsAProjectsWebhooksToItself() {
        String id = define("{\"url\": \"https://example.org/a\", \"description\": \"mine\"}")
                .text("id");
        Client other = clientOf("stranger-" + UUID.randomUUID());

        assertThat(client.get("/v1/webhooks").json().path("data")).hasSize(1);
        assertThat(client.get("/v1/webhooks/" + id).json().has("secret")).isFalse();
        assertThat(client.get("/v1/webhooks/" + id).text("description")).isEqualTo("mine");
        assertThat(other.get("/v1/webhooks").json().path("data")).isEmpty();
        for (String path : List.of("", "/deliveries")) {
            assertThat(other.get("/v1/webhooks/" + id + path).status()).isEqualTo(404);
        }
        for (String path : List.of("/rotate", "/test", "/deliveries/msg_1/redeliver")) {
            assertThat(post(other, "/v1/webhooks/" + id + path, "").status()).isEqualTo(404);
        }
        assertThat(put(other, id, "{\"url\": \"https://example.org/b\"}").status())
                .isEqualTo(404);
        assertThat(other.send("/v1/webhooks/" + id, HttpRequest.Builder::DELETE).status())
                .isEqualTo(404);
        assertThat(delete(id)).isEqualTo(204);
        assertThat(client.get("/v1/webhooks/" + id).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatBreaksARuleAndNamesTheField() {
        Map.of(
                        "{\"url\": \"http://example.org\"}", "url",
                        "{\"url\": \"https://example.org\", \"events\": [\"all\"]}", "events[0]",
                        "{\"url\": \"https://example.org\", \"events\": []}", "events",
                        "{\"url\": \"https://example.org\", \"tags\": [\"\"]}", "tags",
                        "{\"url\": \"https://example.org\", \"secret\": \"whsec_mine\"}", "secret",
                        "{\"url\": \"https://example.org\", \"project\": \"other\"}", "project")
                .forEach((body, field) -> {
                    Answer refused = define(body);
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.text("error.field")).isEqualTo(field);
                });
    }

    @Test
    void postsTheFinalWordWithLinksThatNeedNoKey() throws Exception {
        Answer webhook = define(receiver.url("/all"));
        byte[] picture = "a picture".getBytes(UTF_8);
        var made = new Made("image/png", picture.length, "0".repeat(64), "webhook-" + UUID.randomUUID());
        pipeline.store(made, picture);

        String id = finish("succeeded", GenerationStatus.SUCCEEDED, made);

        Post post = await().atMost(PATIENCE)
                .until(() -> of(id), Optional::isPresent)
                .orElseThrow();
        assertThat(post.json().path("type").asString()).isEqualTo("generation.succeeded");
        assertThat(post.json().at("/data/status").asString()).isEqualTo("succeeded");
        assertThat(post.headers().get("webhook-signature")).isEqualTo(signature(webhook.text("secret"), post));
        var link = URI.create(post.json().at("/data/artifacts/0/url").asString());
        assertThat(new Client(link.getPort(), Optional.empty())
                        .get(link.getPath())
                        .raw()
                        .body())
                .isEqualTo(picture);
    }

    @Test
    void deliversAtTheNinthTryUnderOneId() {
        receiver.then(
                Receiver.hang(),
                Receiver.reset(),
                Receiver.answer(302, "Location", receiver.url("/elsewhere")),
                Receiver.answer(429, "Retry-After", "1"),
                Receiver.answer(500),
                Receiver.answer(404),
                Receiver.answer(503),
                Receiver.answer(400));
        String webhook = define(receiver.url("/ninth")).text("id");

        String id = finish("failed", GenerationStatus.FAILED);

        await().atMost(PATIENCE).until(() -> posts(id).size() == 9);
        assertThat(posts(id))
                .extracting(Post::id)
                .containsOnly(posts(id).getFirst().id());
        assertThat(receiver.posts()).extracting(Post::path).containsOnly("/ninth");
        JsonNode delivery =
                await().atMost(PATIENCE).until(() -> delivery(webhook, id), found -> isState(found, "delivered"));
        assertThat(delivery.path("attempts")).hasSize(9);
        assertThat(delivery.at("/attempts/3/status").asInt()).isEqualTo(429);
        assertThat(delivery.at("/attempts/0/error").asString()).isEqualTo("The host gave no answer in time.");
    }

    @Test
    void givesUpAfterTheLastAttemptAndDeliversOnceMoreWhenAsked() {
        receiver.then(Collections.nCopies(10, Receiver.answer(500)).toArray(Receiver.Behaviour[]::new));
        String webhook = define(receiver.url("/ten")).text("id");
        String id = finish("canceled", GenerationStatus.CANCELED);
        JsonNode failed =
                await().atMost(PATIENCE).until(() -> delivery(webhook, id), found -> isState(found, "failed"));
        assertThat(posts(id)).hasSize(10);

        String again = "/v1/webhooks/%s/deliveries/%s/redeliver"
                .formatted(webhook, failed.path("id").asString());
        assertThat(post(client, again, "").status()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> posts(id).size() == 11);
        assertThat(posts(id).getLast().id()).isEqualTo(posts(id).getFirst().id());
        await().atMost(PATIENCE).until(() -> delivery(webhook, id), found -> isState(found, "delivered"));
    }

    @Test
    void postsNothingMoreToWhoIsGone() {
        receiver.then(Receiver.answer(410));
        String webhook = define(receiver.url("/gone")).text("id");

        finish("succeeded", GenerationStatus.SUCCEEDED);

        await().atMost(PATIENCE)
                .until(
                        () -> client.get("/v1/webhooks/" + webhook),
                        answer -> !answer.json().path("enabled").asBoolean());
        assertThat(client.get("/v1/webhooks/" + webhook).text("disabledBecause"))
                .isEqualTo("It answered 410.");
        assertThat(receiver.posts()).hasSize(1);
    }

    @Test
    void isNotDelayedByAnEndpointThatHangs() {
        try (var dead = new Receiver()) {
            dead.then(Collections.nCopies(100, Receiver.hang()).toArray(Receiver.Behaviour[]::new));
            define(dead.url("/dead"));
            define(receiver.url("/alive"));

            List<String> ids = IntStream.range(0, 12)
                    .mapToObj(_ -> finish("succeeded", GenerationStatus.SUCCEEDED))
                    .toList();

            await().atMost(PATIENCE).until(() -> ids.stream().allMatch(id -> of(id).isPresent()));
            assertThat(dead.posts()).hasSizeLessThanOrEqualTo(4 * 3);
        }
    }

    @Test
    void postsWhereTheRequestItselfSaid() throws Exception {
        String secret = client.get("/v1/webhooks/secret").text("secret");
        var row = RowOf.of(GenerationIds.create(Instant.now()), Instant.now(), "succeeded")
                .in(project);
        pipeline.row(row);

        pipeline.announce(row, GenerationStatus.SUCCEEDED, receiver.url("/own?token=1"));

        Post post = await().atMost(PATIENCE)
                .until(() -> of(row.id()), Optional::isPresent)
                .orElseThrow();
        assertThat(post.path()).isEqualTo("/own");
        assertThat(post.headers().get("webhook-signature")).isEqualTo(signature(secret, post));
    }

    @Test
    void deliversOnceFromSeveralInstancesAndLosesNothingWhenOneIsStopped() {
        define(receiver.url("/shared"));
        Set<String> ids = new HashSet<>();
        var second = Edge.start();
        try {
            IntStream.range(0, 20).forEach(_ -> ids.add(finish("succeeded", GenerationStatus.SUCCEEDED)));
            await().atMost(PATIENCE).until(() -> receiver.posts().size() >= 20);
            receiver.then(Collections.nCopies(30, Receiver.answer(503)).toArray(Receiver.Behaviour[]::new));
            IntStream.range(0, 10).forEach(_ -> ids.add(finish("succeeded", GenerationStatus.SUCCEEDED)));
            await().atMost(PATIENCE).until(() -> receiver.posts().size() >= 25);
        } finally {
            second.close();
        }

        await().atMost(PATIENCE).until(() -> receiver.posts().size() >= 60);
        assertThat(receiver.posts().stream().map(WebhookIT::subject).collect(Collectors.toSet()))
                .isEqualTo(ids);
        assertThat(receiver.posts()).hasSize(60);
    }

    @Test
    void writesNoSecretToTheLog() {
        receiver.then(Receiver.answer(500));
        Answer webhook = define(receiver.url("/secret"));
        String rotated = post(client, "/v1/webhooks/%s/rotate".formatted(webhook.text("id")), "")
                .text("secret");
        finish("succeeded", GenerationStatus.SUCCEEDED);
        await().atMost(PATIENCE).until(() -> receiver.posts().size() == 2);

        assertThat(rotated).isNotEqualTo(webhook.text("secret"));
        assertThat(LogText.of(Edge.kafka(), List.of("config.webhooks", "webhook-deliveries", "webhook-attempts")))
                .doesNotContain(webhook.text("secret").substring(6))
                .doesNotContain(rotated.substring(6));
    }

    @Test
    void isProvenByTheVerifiersThatReceiversUse() {
        Node.Ended ended = Node.run(
                "webhooks.mjs",
                Map.of("ATELIER", "http://127.0.0.1:%d".formatted(Edge.service().port()), "ATELIER_KEY", Edge.KEY));

        assertThat(ended.status()).as(ended.output()).isZero();
    }

    private String finish(String status, GenerationStatus word, Made... made) {
        Instant now = Instant.now();
        var row = RowOf.of(GenerationIds.create(now), now, status).in(project);
        pipeline.row(row, made);
        pipeline.announce(row, word);
        return row.id();
    }

    private Answer define(String urlOrBody) {
        String body = urlOrBody.startsWith("{") ? urlOrBody : "{\"url\": \"%s\"}".formatted(urlOrBody);
        return post(client, "/v1/webhooks", body);
    }

    private Optional<Post> of(String generation) {
        return posts(generation).stream().findFirst();
    }

    private List<Post> posts(String generation) {
        return receiver.posts().stream()
                .filter(post -> subject(post).equals(generation))
                .toList();
    }

    private static String subject(Post post) {
        return post.json().at("/data/id").asString("");
    }

    private JsonNode delivery(String webhook, String generation) {
        JsonNode data = client.get("/v1/webhooks/%s/deliveries".formatted(webhook))
                .json()
                .path("data");
        return data.valueStream()
                .filter(delivery -> delivery.path("subject").asString().equals(generation))
                .findFirst()
                .orElseGet(() -> data.path(-1));
    }

    private static boolean isState(JsonNode delivery, String state) {
        return delivery.path("state").asString("").equals(state);
    }

    private static String signature(String secret, Post post) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String head = "%s.%s.".formatted(post.id(), post.headers().get("webhook-timestamp"));
        mac.update(head.getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(post.body()));
    }

    private Client clientOf(String name) {
        String key = "atl_%s".formatted(UUID.randomUUID());
        Edge.pipeline().key(UUID.randomUUID().toString(), key, name, false);
        var made = new Client(Edge.service().port(), Optional.of(key));
        await().atMost(PATIENCE).until(() -> made.get("/v1/webhooks").status() == 200);
        return made;
    }

    private int delete(String id) {
        return client.send("/v1/webhooks/" + id, HttpRequest.Builder::DELETE).status();
    }

    private static Answer post(Client who, String path, String body) {
        return who.send(
                path,
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    private static Answer put(Client who, String id, String body) {
        return who.send(
                "/v1/webhooks/" + id,
                request -> request.PUT(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }
}
