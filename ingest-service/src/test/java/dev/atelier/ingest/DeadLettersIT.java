package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationRequested;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.DeadLetterBox;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.schemas.GenerationIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at dead letters and putting one back; {@link BulkRedriveIT} puts many back. */
class DeadLettersIT {
    private static final byte[] NOISE = "no event at all".getBytes(UTF_8);

    private final Client client = Edge.client();
    private final DeadLetterBox box = new DeadLetterBox(Edge.kafka());

    @AfterEach
    void close() {
        box.close();
    }

    @Test
    void listsTheNewestFirstByCauseAndPage() {
        String older = box.put("requests", "listed one", NOISE);
        box.put("reports", "something else", NOISE);
        String newer = box.put("requests", "Listed two", NOISE);

        Answer first = client.get("/v1/dead-letters?cause=listed&topic=requests&limit=1");
        Answer second = client.get("/v1/dead-letters?cause=listed&topic=requests&limit=1&cursor=" + first.text("next"));

        assertThat(first.json().path("data").findValuesAsString("id")).containsExactly(newer);
        assertThat(second.json().path("data").findValuesAsString("id")).containsExactly(older);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(first.json().at("/data/0/source").toString())
                .isEqualTo("{\"topic\":\"requests\",\"partition\":0,\"offset\":7}");
        assertThat(first.json().at("/data/0/bytes").asInt()).isEqualTo(NOISE.length);
        assertThat(first.raw().body()).asString(UTF_8).doesNotContain("no event at all");
    }

    @Test
    void listsWhatWasPutAsideInATime() {
        Instant before = Instant.now();
        String id = box.put("requests", "timed", NOISE);

        assertThat(ids("cause=timed&since=" + before)).containsExactly(id);
        assertThat(ids("cause=timed&until=" + before)).isEmpty();
        assertThat(ids("cause=timed&since=9999-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void showsAnEventAsJsonAndAnythingElseAsBase64() {
        var topic = Edge.kafka().topics().requests();
        byte[] event = topic.values().serializer().serialize(topic.name(), request("nobody"));
        String readable = box.put("requests", "project nobody is not known", event);
        String noise = box.put("requests", "cannot be read", NOISE);

        Answer shown = client.get("/v1/dead-letters/" + readable);

        assertThat(shown.text("content.schema")).isEqualTo("dev.atelier.event.GenerationRequested");
        assertThat(shown.json().at("/content/event/project").asString()).isEqualTo("nobody");
        assertThat(shown.text("key")).isEqualTo("default");
        assertThat(shown.text("cause.message")).isEqualTo("project nobody is not known");
        assertThat(shown.text("stackTrace")).contains("at somewhere");
        assertThat(shown.json().path("headers").toString())
                .isEqualTo("[{\"name\":\"traceparent\",\"value\":\"00-1\"}]");
        assertThat(client.get("/v1/dead-letters/" + noise).text("content.base64"))
                .isEqualTo("bm8gZXZlbnQgYXQgYWxs");
    }

    @Test
    void putsOneBackOnceAndSaysWho() {
        String id = box.put("reports", "once", NOISE);

        Answer first = redrive(id, "");
        Answer second = redrive(id, "");
        Answer forced = redrive(id, "{\"force\": true}");

        assertThat(List.of(first.status(), second.status(), forced.status())).containsExactly(200, 409, 200);
        assertThat(second.text("error.code")).isEqualTo("already_redriven");
        assertThat(second.text("error.message")).contains("reports", first.text("by"), "With force");
        assertThat(first.text("by")).startsWith("key_");
        var records = box.putBack("reports", id);
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.partition()).isZero();
            assertThat(record.key()).isEqualTo("default".getBytes(UTF_8));
            assertThat(record.value()).isEqualTo(NOISE);
            assertThat(DeadLetterBox.header(record, "traceparent")).contains("00-1");
            assertThat(DeadLetterBox.header(record, DeadLetters.EXCEPTION)).isEmpty();
        });
        assertThat(records.getFirst().offset())
                .isEqualTo(first.json().path("offset").asLong());
        assertThat(client.get("/v1/dead-letters/" + id)
                        .json()
                        .at("/redriven/forced")
                        .asBoolean())
                .isTrue();
        assertThat(ids("cause=once&redriven=true")).containsExactly(id);
        assertThat(ids("cause=once&redriven=false")).isEmpty();
    }

    @Test
    void putsOneBackOnceAlthoughTwoInstancesAreAskedAtOnce() {
        try (var other = Edge.start()) {
            var both = List.of(client, new Client(other.port(), Optional.of(Edge.KEY)));
            for (int round = 0; round < 5; round++) {
                String id = box.put("reports", "raced", NOISE);

                var answers = both.stream()
                        .map(one -> CompletableFuture.supplyAsync(
                                () -> redrive(one, id, ""),
                                task -> Thread.ofVirtual().start(task)))
                        .toList();

                assertThat(answers.stream().map(answer -> answer.join().status()))
                        .containsExactlyInAnyOrder(200, 409);
                assertThat(box.putBack("reports", id)).hasSize(1);
            }
        }
    }

    /** As `kill -9` leaves it between the record and the audit. */
    @Test
    void putsOneBackOnceAlthoughAnInstanceDiedInTheMiddle() {
        String id = box.put("reports", "died", NOISE);
        try (var dead = Edge.kafka().transactionalProducer("dead", "atelier-redrive")) {
            dead.initTransactions();
            dead.beginTransaction();
            var half = new ProducerRecord<byte[], byte[]>("reports", 0, null, NOISE);
            half.headers().add(DeadLetters.REDRIVEN_FROM, id.getBytes(UTF_8));
            var _ = dead.send(half);
            dead.flush();

            Answer answer = redrive(id, "");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(box.putBack("reports", id)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"orders, none of the topics", "config.models, define it anew"})
    void putsNothingWhereItDoesNotBelong(String topic, String reason) {
        String id = box.put(topic, "misplaced", NOISE);

        Answer answer = redrive(id, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("error.code")).isEqualTo("not_redrivable");
        assertThat(answer.text("error.message")).contains(topic, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0-99999999", "9-0", "../x"})
    void doesNotFindWhatIsNotThere(String id) {
        Answer answer = client.get("/v1/dead-letters/" + id);

        assertThat(answer.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit, from 1 to 200",
        "since=yesterday, since, must be a time",
        "cursor=x, cursor, the next of an earlier page",
        "redriven=maybe, redriven, true or false",
        "colour=red, colour, not a known parameter",
        "topic=, topic, with a value"
    })
    void refusesABadQuery(String query, String field, String rule) {
        Answer answer = client.get("/v1/dead-letters?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(answer.text("error.message")).contains(field, rule);
    }

    @Test
    void isForAdminsAlone() {
        String key = "atl_project0123456789abcdefghijklmn";
        Edge.pipeline().key("key_project", key, "default", false);
        var other = new Client(Edge.service().port(), Optional.of(key));
        org.awaitility.Awaitility.await()
                .until(() -> other.get("/v1/generations").status() == 200);

        Answer answer = other.get("/v1/dead-letters");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("error.code")).isEqualTo("forbidden");
        assertThat(redrive(other, "0-0", "").status()).isEqualTo(403);
    }

    private List<String> ids(String query) {
        return client.get("/v1/dead-letters?" + query)
                .json()
                .path("data")
                .valueStream()
                .map(letter -> letter.path("id").asString())
                .toList();
    }

    private Answer redrive(String id, String body) {
        return redrive(client, id, body);
    }

    private static Answer redrive(Client client, String id, String body) {
        return client.send(
                "/v1/dead-letters/%s/redrive".formatted(id),
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    private static GenerationRequested request(String project) {
        return GenerationRequested.newBuilder()
                .setGenerationId(GenerationIds.create(Instant.now()))
                .setProject(project)
                .setInput("{}")
                .setRequestedAt(Instant.now())
                .build();
    }
}
