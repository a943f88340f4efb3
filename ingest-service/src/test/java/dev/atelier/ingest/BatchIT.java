package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchCancelRequested;
import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchRetryRequested;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.ingest.generation.Cursor;
import dev.atelier.ingest.store.Position;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.schemas.GenerationIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches as the edge takes them in and tells of them. */
class BatchIT {
    private static final String SEEDS = """
            {"input": {"prompt": "a red fox"}, "matrix": {"seed": [1, 2, 3], "size": ["16x16", "32x32"]}, "tags": ["demo"]}""";

    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();
    private final TopicLog<BatchOrder> log = TopicLog.batches(Edge.kafka());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void acceptsAMatrixAsOneRecord() throws InterruptedException, TimeoutException {
        Answer answer = submit(SEEDS);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(answer.json().path("total").asInt()).isEqualTo(6);
        assertThat(answer.json().path("counts").path("waiting").asInt()).isEqualTo(6);
        String id = answer.text("id");
        assertThat(answer.header("Location")).isEqualTo("/v1/batches/" + id);
        assertThat(answer.text("links.generations")).endsWith("/v1/generations?tag=batch:" + id);
        assertThat(log.of(id)).singleElement().satisfies(order -> {
            var wanted = (BatchRequested) order.getOrder();
            assertThat(wanted.getTotal()).isEqualTo(6);
            assertThat(wanted.getMatrix()).extracting(axis -> axis.getName()).containsExactly("seed", "size");
            assertThat(wanted.getInput()).isEqualTo("{\"prompt\":\"a red fox\"}");
            assertThat(wanted.getApiKeyId()).isPresent();
        });
        assertThat(log.keysOf(id)).containsExactly("default");
    }

    @Test
    void sendsALongListInPartsAndTheRequestLast() throws InterruptedException, TimeoutException {
        String inputs = IntStream.range(0, 10_000)
                .mapToObj(number -> "{\"prompt\": \"fox number %d\", \"seed\": %d}".formatted(number, number))
                .collect(Collectors.joining(","));

        Answer answer = submit("{\"inputs\": [%s]}".formatted(inputs));

        assertThat(answer.status()).isEqualTo(202);
        var orders = log.of(answer.text("id"));
        assertThat(orders.getLast().getOrder()).isInstanceOf(BatchRequested.class);
        var parts = orders.subList(0, orders.size() - 1).stream()
                .map(order -> (BatchItems) order.getOrder())
                .toList();
        assertThat(parts).hasSizeGreaterThan(1);
        var items = parts.stream().flatMap(part -> part.getItems().stream()).toList();
        assertThat(items).hasSize(10_000);
        assertThat(items.get(7_777).getInput()).isEqualTo("{\"prompt\":\"fox number 7777\",\"seed\":7777}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | inputs | exactly one of inputs and matrix must be given, but neither was",
                "{'inputs': [{}], 'matrix': {}} | inputs | exactly one of inputs and matrix must be given, but both were",
                "{'inputs': []} | inputs | inputs must have 1 to 10000 elements, but had 0",
                "{'matrix': {}} | matrix | matrix must make 1 to 10000 combinations, but made 0",
                "{'matrix': {'seed': []}} | matrix.seed | matrix.seed must have at least one value, but had 0",
                "{'inputs': [{'prompt': 'a'}, {'seed': 1}]} | inputs[1].prompt | inputs[1].prompt",
                "{'input': {'prompt': 'a'}, 'inputs': [{'seed': -1}]} | inputs[0].seed | inputs[0].seed",
                "{'input': {'prompt': 'a'}, 'matrix': {'seed': [1, -5]}} | matrix.seed[1] | but was -5",
                "{'input': {'size': '9'}, 'matrix': {'prompt': ['a']}} | input.size | input.size must be WIDTHxHEIGHT",
                "{'inputs': [7]} | inputs[0] | inputs[0] must be an object, but was a whole number",
                "{'inputs': [{'image': 'object://projects/other/content/x'}]} | inputs[0].image | of the project",
                "{'input': {'prompt': 'a'}, 'matrix': {'seed': [1]}, 'style': 'no'} | style | must be one that GET /v1/styles",
                "{'input': {'prompt': 'a'}, 'matrix': {'seed': [1]}, 'tags': ['']} | tags[0] | must have 1 to 64",
                "{'input': {'prompt': 'a'}, 'matrix': {'seed': [1]}, 'priorityLevel': 11} | priorityLevel | but was 11",
                "{'input': {'prompt': 'a'}, 'matrix': {'seed': [1]}, 'lane': 'batch'} | lane | lane is not a known field"
            })
    void namesTheFieldTheRuleAndTheValue(String body, String field, String message) {
        Answer answer = submit(body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(answer.text("error.message")).contains(message);
    }

    @Test
    void refusesMoreThanTenThousand() {
        String seeds = IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.joining(","));

        Answer matrix = submit("{\"input\": {\"prompt\": \"a\"}, \"matrix\": {\"seed\": [%s], \"delay_ms\": [%s]}}"
                .formatted(seeds, seeds));
        Answer list = submit("{\"inputs\": [%s]}".formatted("{},".repeat(10_000) + "{}"));

        assertThat(matrix.text("error.message")).isEqualTo("matrix must make 1 to 10000 combinations, but made 10201");
        assertThat(list.text("error.message")).isEqualTo("inputs must have 1 to 10000 elements, but had 10001");
        assertThat(List.of(matrix.status(), list.status())).containsExactly(400, 400);
    }

    @Test
    void refusesAnUnknownModel() {
        assertThat(submit("{\"model\": \"no/such\", \"inputs\": [{\"prompt\": \"a\"}]}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void isTheSameBatchUnderTheSameKey() throws InterruptedException, TimeoutException {
        String key = UUID.randomUUID().toString();

        Answer first = submit(SEEDS, "Idempotency-Key", key);
        Answer again = submit(SEEDS, "Idempotency-Key", key);
        Answer other = submit(SEEDS.replace("fox", "cat"), "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("error.code")).isEqualTo("idempotency_conflict");
        assertThat(log.of(first.text("id"))).hasSize(1);
    }

    @Test
    void isFoundAtOnceOnEveryInstanceAndInNoOtherProject() {
        try (var other = Edge.start()) {
            var elsewhere = new Client(other.port(), Optional.of(Edge.KEY));

            String id = submit(SEEDS).text("id");

            assertThat(elsewhere.get("/v1/batches/" + id).status()).isEqualTo(200);
            assertThat(client.get("/v1/batches/" + GenerationIds.create(Instant.now()))
                            .status())
                    .isEqualTo(404);
            assertThat(client.get("/v1/batches/no-id").status()).isEqualTo(404);
            assertThat(stranger().get("/v1/batches/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void tellsWhatDispatchTold() {
        Answer submitted = submit(SEEDS);
        String id = submitted.text("id");

        pipeline.tell(status(submitted, BatchState.RUNNING, 2).build());

        Awaitility.await().until(() -> read(id).text("status").equals("running"));
        var counts = read(id).json().path("counts");
        assertThat(counts.path("succeeded").asInt()).isEqualTo(2);
        assertThat(counts.path("active").asInt()).isEqualTo(4);
    }

    @Test
    void cancelsWhatIsNotOver() throws InterruptedException, TimeoutException {
        String id = submit(SEEDS).text("id");

        Answer answer = post(client, id, "cancel");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("canceling");
        assertThat(read(id).text("status")).isEqualTo("canceling");
        assertThat(log.of(id).getLast().getOrder()).isInstanceOf(BatchCancelRequested.class);
        assertThat(post(stranger(), id, "cancel").status()).isEqualTo(404);
    }

    @Test
    void triesAgainWhatFailedOnceItIsOver() throws InterruptedException, TimeoutException {
        Answer submitted = submit(SEEDS);
        String id = submitted.text("id");
        Answer early = post(client, id, "retry");
        pipeline.tell(status(submitted, BatchState.FAILED, 4)
                .setEndedAt(Instant.now())
                .setRetryUntil(Instant.now().plusSeconds(60))
                .build());
        Awaitility.await().until(() -> read(id).text("status").equals("failed"));

        Answer answer = post(client, id, "retry");

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text("error.message"))
                .isEqualTo("The batch must be over to be tried again, but it is queued.");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("running");
        assertThat(answer.json().path("counts").path("waiting").asInt()).isEqualTo(2);
        assertThat(log.of(id).getLast().getOrder())
                .isInstanceOfSatisfying(
                        BatchRetryRequested.class,
                        retry -> assertThat(retry.getRound()).isZero());
        assertThat(post(client, id, "retry").status()).isEqualTo(409);
    }

    @Test
    void triesNothingAgainWhereNothingFailed() {
        String id = GenerationIds.create(Instant.now());
        pipeline.batchRow(id, Instant.parse("2020-01-01T00:00:00Z"));

        Answer retry = post(client, id, "retry");
        Answer cancel = post(client, id, "cancel");

        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.text("error.code")).isEqualTo("not_now");
        assertThat(cancel.status()).isEqualTo(200);
        assertThat(cancel.text("status")).isEqualTo("succeeded");
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(_ -> GenerationIds.create(Instant.now()))
                .toList();
        for (int number = 0; number < 3; number++) {
            pipeline.batchRow(ids.get(number), Instant.parse("2999-01-01T00:00:0%dZ".formatted(number)));
        }
        String far = Cursor.encode(Position.before(Instant.parse("2999-01-02T00:00:00Z")));

        Answer first = client.get("/v1/batches?limit=2&cursor=" + far);
        Answer second = client.get("/v1/batches?limit=1&cursor=" + first.text("next"));

        assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
        assertThat(ids(second)).containsExactly(ids.get(0));
        assertThat(client.get("/v1/batches?limit=0").text("error.field")).isEqualTo("limit");
        assertThat(client.get("/v1/batches?status=x").text("error.field")).isEqualTo("status");
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .path("data")
                .valueStream()
                .map(batch -> batch.path("id").asString())
                .toList();
    }

    private static BatchStatus.Builder status(Answer submitted, BatchState state, int succeeded) {
        int others = 6 - succeeded;
        boolean runs = state == BatchState.RUNNING;
        return BatchStatus.newBuilder()
                .setBatchId(submitted.text("id"))
                .setProject("default")
                .setState(state)
                .setTotal(6)
                .setActive(runs ? others : 0)
                .setCounts(BatchCounts.newBuilder()
                        .setSucceeded(succeeded)
                        .setFailed(runs ? 0 : others)
                        .build())
                .setRequestedAt(Instant.parse(submitted.text("createdAt")))
                .setAt(Instant.now())
                .setRevision(1);
    }

    private Client stranger() {
        String key = "atl_batches_of_another_project_0123456789";
        pipeline.key("key_batches", key, "batch-project", false);
        var stranger = new Client(Edge.service().port(), Optional.of(key));
        Awaitility.await().until(() -> stranger.get("/v1/batches?limit=1").status() == 200);
        return stranger;
    }

    private Answer read(String id) {
        return client.get("/v1/batches/" + id);
    }

    private static Answer post(Client caller, String id, String what) {
        return caller.send("/v1/batches/%s/%s".formatted(id, what), request -> request.POST(BodyPublishers.noBody()));
    }

    private Answer submit(String body, String... headers) {
        return client.send("/v1/batches", request -> {
            request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
            return headers.length == 0 ? request : request.headers(headers);
        });
    }
}
