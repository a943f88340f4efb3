package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import dev.atelier.event.GenerationStatus;
import dev.atelier.ingest.people.ScriptedIssuer;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.DeadLetterBox;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.EdgeProcess;
import dev.atelier.ingest.testing.LogText;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.PngFiles;
import dev.atelier.ingest.testing.Receiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets and private words go in wherever they may, good calls and bad, and come out nowhere that they must not. */
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PROJECT = canary("project");
    private static final String KEY = canary("atl_key");
    private static final String WRONG_KEY = canary("atl_wrong");
    private static final String PROVIDER_KEY = canary("sk-provider");
    private static final String URL_TOKEN = canary("token");
    private static final String PROMPT = canary("a fox called");
    private static final String FILE_NAME = canary("holiday");
    private static final RSAKey SIGNER = ScriptedIssuer.key("signer");
    private static final RSAKey STRANGER = ScriptedIssuer.key("signer");

    private final ScriptedIssuer issuer = new ScriptedIssuer(SIGNER);
    private final String loggedIn = token(SIGNER);
    private final String forged = token(STRANGER);
    private final Receiver receiver = new Receiver();
    private final List<String> answers = new ArrayList<>();
    private final EdgeProcess process = new EdgeProcess("""
            oidc:
              issuer: %s
              audience: atelier
            """.formatted(issuer.uri()));

    private static String canary(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    private String token(RSAKey key) {
        return ScriptedIssuer.token(issuer.claims().build(), key);
    }

    @AfterEach
    void close() {
        process.close();
        receiver.close();
        issuer.close();
    }

    @Test
    void showsNoSecretAndNoPromptWhereTheyDoNotBelong() throws Exception {
        Edge.service();
        Edge.pipeline().key(UUID.randomUUID().toString(), KEY, PROJECT, false);
        var client = new Client(process.port(), Optional.of(KEY));
        await().atMost(PATIENCE).until(() -> client.get("/v1/webhooks").status() == 200);

        List<String> secrets = new ArrayList<>(List.of(KEY, WRONG_KEY, PROVIDER_KEY, loggedIn, forged));
        secrets.addAll(webhooks(client));
        accepts(client);
        refuses(client);
        refuses(new Client(process.port(), Optional.of(Edge.KEY)), "/v1/accounts/canary", accounts());
        strangers();
        garbage();

        List<String> privates = new ArrayList<>(secrets);
        privates.addAll(List.of(PROMPT, FILE_NAME, URL_TOKEN));
        assertThat(process.log()).contains("cannot be read").doesNotContain(privates);
        assertThat(answers)
                .hasSizeGreaterThan(15)
                .allSatisfy(answer -> assertThat(answer).doesNotContain(privates));
        assertThat(receiver.posts())
                .allSatisfy(post -> assertThat(new String(post.body(), UTF_8)).doesNotContain(secrets));
        assertThat(LogText.of(Edge.kafka(), topics())).contains(PROMPT).doesNotContain(secrets);
    }

    /** Has posts fail and succeed; the secrets that they are signed with. */
    private List<String> webhooks(Client client) {
        receiver.then((_, exchange) -> {
            byte[] echo = "%s %s".formatted(PROVIDER_KEY, PROMPT).getBytes(UTF_8);
            exchange.sendResponseHeaders(500, echo.length);
            exchange.getResponseBody().write(echo);
        });
        Answer made = post(client, "/v1/webhooks", "{\"url\": \"%s\"}".formatted(receiver.url("/?a=" + URL_TOKEN)));
        Answer rotated = post(client, "/v1/webhooks/%s/rotate".formatted(made.text("id")), "");
        var row = RowOf.of(UUID.randomUUID().toString(), Instant.now(), "succeeded")
                .in(PROJECT);
        Edge.pipeline().row(row);
        Edge.pipeline().announce(row, GenerationStatus.SUCCEEDED, receiver.url("/own?a=" + URL_TOKEN));
        await().atMost(PATIENCE).until(() -> receiver.posts().size() >= 3);
        return List.of(
                made.text("secret"),
                rotated.text("secret"),
                client.get("/v1/webhooks/secret").text("secret"),
                client.get("/replicate/v1/webhooks/default/secret").text("key"));
    }

    private void accepts(Client client) {
        var nobody = new Client(process.port(), Optional.empty());
        String fox = fox(", \"webhook\": \"%s\"".formatted(receiver.url("/?a=" + URL_TOKEN)));
        for (Answer answer : List.of(client.submit(fox), nobody.submit(fox, "Authorization", "Bearer " + loggedIn))) {
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(202);
        }
        assertThat(upload(client, PngFiles.png(7)).status()).isEqualTo(201);
    }

    private static String fox(String more) {
        return "{\"model\": \"atelier/sketch\", \"input\": {\"prompt\": \"%s\"}%s}".formatted(PROMPT, more);
    }

    private void refuses(Client client) {
        refuses(
                client,
                "/v1/generations",
                List.of(
                        fox("").substring(0, fox("").length() - 3),
                        fox("").replace("\"}}", "\", \"seed\": \"%s\"}}".formatted(PROVIDER_KEY)),
                        fox(", \"cost\": \"%s\"".formatted(PROVIDER_KEY)),
                        fox(", \"priority\": \"%s\"".formatted(PROVIDER_KEY)),
                        fox("").replace("sketch", "none"),
                        fox(", \"webhook\": \"http://10.0.0.1/?a=%s\"".formatted(URL_TOKEN))));
        refuses(
                client,
                "/openai/v1/images/generations",
                List.of("{\"model\": \"atelier/sketch\", \"prompt\": \"%s\", \"n\": 99}".formatted(PROMPT)));
        refuses(
                client,
                "/replicate/v1/models/atelier/sketch/predictions",
                List.of(
                        "{\"input\": {\"prompt\": \"%s\", \"auth\": \"%s\"}}".formatted(PROMPT, KEY),
                        "{\"input\": {\"prompt\": \"%s\"}, \"webhook\": \"http://10.0.0.1/?a=%s\"}"
                                .formatted(PROMPT, URL_TOKEN)));
        refuses(
                client,
                "/fal/queue.fal.run/atelier/sketch?fal_webhook=http://10.0.0.1/" + URL_TOKEN,
                List.of("{\"prompt\": \"%s\"}".formatted(PROMPT)));
        refuses(client, "/v1/webhooks", List.of("{\"url\": \"https://u:%s@example.org\"}".formatted(URL_TOKEN)));
        keep(upload(client, PROMPT.getBytes(UTF_8)));
    }

    private static List<String> accounts() {
        return List.of(
                "{\"provider\": \"fal\", \"concurrency\": 1, \"credential\": \"%s\"}".formatted(PROVIDER_KEY),
                "{\"provider\": \"fal\", \"concurrency\": 1, \"baseUrl\": \"https://u:%s@example.org\"}"
                        .formatted(PROVIDER_KEY),
                "{\"provider\": \"fal\", \"concurrency\": 1, \"apiKey\": \"%s\"}".formatted(PROVIDER_KEY),
                "{\"provider\": \"fal\", \"concurrency\": \"%s\"}".formatted(PROVIDER_KEY));
    }

    private void strangers() {
        var nobody = new Client(process.port(), Optional.empty());
        for (String shown : List.of("Bearer " + forged, "Bearer " + WRONG_KEY, "Key " + WRONG_KEY, WRONG_KEY)) {
            refused(nobody.get("/v1/generations", "Authorization", shown));
        }
        refused(nobody.get("/v1/generations", "x-api-key", WRONG_KEY));
        refused(nobody.get("/files/%s/0.png".formatted(WRONG_KEY)));
    }

    /** What cannot be read is passed over with a word, and what was put aside is looked at. */
    private void garbage() {
        String results = Edge.kafka().topics().results().name();
        byte[] nonsense = "%s %s".formatted(PROMPT, URL_TOKEN).getBytes(UTF_8);
        try (var producer = Edge.kafka().producer("canary");
                var letters = new DeadLetterBox(Edge.kafka())) {
            producer.send(new ProducerRecord<>(results, PROJECT.getBytes(UTF_8), nonsense))
                    .join();
            letters.put(results, "it is nonsense", nonsense);
        }
        await().atMost(PATIENCE).until(() -> process.log().contains("cannot be read"));
    }

    private void refuses(Client client, String path, List<String> bodies) {
        for (String body : bodies) {
            refused(
                    path.startsWith("/v1/accounts")
                            ? client.send(
                                    path,
                                    request -> request.PUT(BodyPublishers.ofString(body))
                                            .header("Content-Type", "application/json"))
                            : post(client, path, body));
        }
    }

    private void refused(Answer answer) {
        String body = new String(answer.raw().body(), UTF_8);
        assertThat(answer.status()).as(body).isBetween(400, 499);
        keep(answer);
    }

    private void keep(Answer answer) {
        answers.add(new String(answer.raw().body(), UTF_8) + answer.raw().headers());
    }

    private static Answer upload(Client client, byte[] content) {
        String head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s.png\"\r\n\r\n"
                .formatted(FILE_NAME);
        byte[] form = PngFiles.joined(head.getBytes(UTF_8), content, "\r\n--edge--\r\n".getBytes(UTF_8));
        return client.send(
                "/v1/uploads",
                request -> request.POST(BodyPublishers.ofByteArray(form))
                        .header("Content-Type", "multipart/form-data; boundary=edge"));
    }

    private static Answer post(Client who, String path, String body) {
        return who.send(
                path,
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    private static List<String> topics() throws Exception {
        try (Admin admin = Edge.kafka().admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> !name.startsWith("_"))
                    .toList();
        }
    }
}
