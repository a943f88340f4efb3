package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.schemas.GenerationIds;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegenerateIT {
    private static final String FOX = """
            {"model": "sketch", "input": {"prompt": "a red fox", "seed": 7, "style": "ink"}, "tags": ["demo"],
             "capability": "image-to-image", "priority": "batch"}""";
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();
    private final TopicLog<GenerationRequested> log = TopicLog.requests(Edge.kafka());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void submitsTheSameUnderANewIdWhereItsLinkSays() throws InterruptedException, TimeoutException {
        Answer old = client.submit(FOX);
        var link = URI.create(old.text("links.regenerate"));

        Answer answer = client.send(link.getPath(), request -> request.POST(BodyPublishers.noBody()));

        String id = answer.text("id");
        assertThat(link.getAuthority())
                .isEqualTo(URI.create(old.text("links.self")).getAuthority());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/generations/" + id);
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(id).isNotEqualTo(old.text("id"));
        assertThat(answer.text("parentId")).isEqualTo(old.text("id"));
        assertThat(log.keysOf(id)).containsExactly("default");
        assertThat(log.of(id)).singleElement().satisfies(request -> {
            assertThat(request.getModel()).contains("atelier/sketch");
            assertThat(request.getCapability()).contains(Capability.IMAGE_TO_IMAGE);
            assertThat(request.getInput()).isEqualTo("{\"prompt\":\"a red fox\",\"seed\":7,\"style\":\"ink\"}");
            assertThat(request.getTags()).containsExactly("demo");
            assertThat(request.getParentId()).contains(old.text("id"));
            assertThat(request.getLane()).isEqualTo(Lane.NORMAL);
        });
    }

    @Test
    void submitsItWithTheChangesOfTheBody() throws InterruptedException, TimeoutException {
        String old = client.submit(FOX).text("id");

        Answer answer = regenerate(client, old, """
                {"model": "sketch", "input": {"seed": 8, "style": null, "size": "64x32"}, "tags": ["again"],
                 "priority": "interactive", "priorityLevel": -2, "startDeadline": "PT30S", "deadline": "PT60S",
                 "maxAttempts": 1, "onLimit": "reject", "webhook": "https://example.org/done"}""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(log.of(answer.text("id"))).singleElement().satisfies(request -> {
            Instant asked = request.getRequestedAt();
            assertThat(request.getInput()).isEqualTo("{\"prompt\":\"a red fox\",\"seed\":8,\"size\":\"64x32\"}");
            assertThat(request.getTags()).containsExactly("again");
            assertThat(request.getParentId()).contains(old);
            assertThat(request.getLane()).isEqualTo(Lane.INTERACTIVE);
            assertThat(request.getPriority()).isEqualTo(-2);
            assertThat(request.getStartBy()).contains(asked.plusSeconds(30));
            assertThat(request.getDeadline()).contains(asked.plusSeconds(60));
            assertThat(request.getMaxAttempts()).contains(1);
            assertThat(request.getWebhook()).contains("https://example.org/done");
        });
    }

    @Test
    void submitsAgainWhatOnlyTheRowTellsOf() throws InterruptedException, TimeoutException {
        String old = GenerationIds.create(Instant.now());
        pipeline.row(RowOf.of(old, Instant.parse("2026-01-01T00:00:00Z"), "succeeded")
                .tagged("demo"));

        Answer answer = regenerate(client, old, "{}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(log.of(answer.text("id"))).singleElement().satisfies(request -> {
            assertThat(request.getModel()).contains("atelier/sketch");
            assertThat(request.getCapability()).contains(Capability.TEXT_TO_IMAGE);
            assertThat(request.getInput()).isEqualTo("{\"prompt\":\"a red fox\"}");
            assertThat(request.getTags()).containsExactly("demo");
            assertThat(request.getParentId()).contains(old);
        });
    }

    @Test
    void isOneGenerationUnderOneIdempotencyKey() throws InterruptedException, TimeoutException {
        String old = client.submit(FOX).text("id");
        String body = "{\"input\": {\"seed\": 8}}";

        Answer first = regenerate(client, old, body, "Idempotency-Key", "regenerated");
        Answer second = regenerate(client, old, body, "Idempotency-Key", "regenerated");
        Answer other = regenerate(client, old, "{\"input\": {\"seed\": 9}}", "Idempotency-Key", "regenerated");

        String id = GenerationIds.derive("default", "regenerated");
        assertThat(List.of(first, second)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.text("id")).isEqualTo(id);
        });
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("error.code")).isEqualTo("idempotency_conflict");
        assertThat(log.of(id)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesABodyAndNamesTheField(String body, int status, String code, String field) {
        String old = client.submit(FOX).text("id");

        Answer answer = regenerate(client, old, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("error.code")).isEqualTo(code);
        assertThat(answer.text("error.field")).isEqualTo(field);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{", 400, "invalid_request", ""),
                Arguments.of("null", 400, "invalid_request", ""),
                Arguments.of("[]", 400, "invalid_request", ""),
                Arguments.of("{\"seed\": 8}", 400, "invalid_request", "seed"),
                Arguments.of("{\"parentId\": \"%s\"}".formatted(NOBODY), 400, "invalid_request", "parentId"),
                Arguments.of("{\"input\": []}", 400, "invalid_request", "input"),
                Arguments.of("{\"input\": {\"prompt\": null}}", 400, "invalid_request", "input.prompt"),
                Arguments.of("{\"input\": {\"size\": \"big\"}}", 400, "invalid_request", "input.size"),
                Arguments.of("{\"input\": {\"colour\": \"red\"}}", 400, "invalid_request", "input.colour"),
                Arguments.of("{\"tags\": [\"\"]}", 400, "invalid_request", "tags[0]"),
                Arguments.of("{\"priority\": \"urgent\"}", 400, "invalid_request", "priority"),
                Arguments.of("{\"deadline\": \"soon\"}", 400, "invalid_request", "deadline"),
                Arguments.of("{\"maxAttempts\": 21}", 400, "invalid_request", "maxAttempts"),
                Arguments.of("{\"model\": \"no/such\"}", 404, "model_not_found", "model"));
    }

    @Test
    void takesNoInputAndNoTagsForNoChange() throws InterruptedException, TimeoutException {
        String old = client.submit(FOX).text("id");

        Answer answer = regenerate(client, old, "{\"input\": null, \"tags\": null, \"model\": null}");

        assertThat(answer.json().path("input"))
                .isEqualTo(client.get("/v1/generations/" + old).json().path("input"));
        assertThat(log.of(answer.text("id")).getFirst().getTags()).containsExactly("demo");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        String old = client.submit(FOX).text("id");

        Answer answer = client.send(
                path(old),
                request -> request.header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void refusesWhatTheChosenModelDoesNotTake() {
        pipeline.model("atelier/regenerate-seedless", """
                {"type": "object", "properties": {"prompt": {"type": "string"}}, "additionalProperties": false}""");
        String old = client.submit("{\"input\": {\"prompt\": \"a red fox\", \"seed\": 7}}")
                .text("id");
        String body = "{\"model\": \"atelier/regenerate-seedless\"}";
        Awaitility.await().until(() -> regenerate(client, old, body).status() != 404);

        Answer unfit = regenerate(client, old, body);
        Answer fit =
                regenerate(client, old, "{\"model\": \"atelier/regenerate-seedless\", \"input\": {\"seed\": null}}");

        assertThat(unfit.status()).isEqualTo(400);
        assertThat(unfit.text("error.field")).isEqualTo("input.seed");
        assertThat(fit.status()).isEqualTo(202);
        assertThat(fit.text("model")).isEqualTo("atelier/regenerate-seedless");
    }

    @Test
    void submitsNothingOfAnotherProjectAndNothingUnknown() throws InterruptedException, TimeoutException {
        String id = client.submit(FOX).text("id");
        String key = "atl_regenerating_project_0123456789";
        pipeline.key("key_regenerating", key, "regenerating-project", false);
        var foreign = new Client(Edge.service().port(), Optional.of(key));
        Awaitility.await().until(() -> foreign.get("/v1/generations?limit=1").status() == 200);

        List<Answer> refused = List.of(
                regenerate(foreign, id, "{}", "Idempotency-Key", "foreign"),
                regenerate(client, NOBODY, "{}"),
                regenerate(client, "no-id", "{}"));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("error.code")).isEqualTo("not_found");
        });
        assertThat(log.of(GenerationIds.derive("regenerating-project", "foreign")))
                .isEmpty();
    }

    @Test
    void waitsForTheFinalWordAsPreferred() throws Exception {
        String old = client.submit(FOX).text("id");
        String id = GenerationIds.derive("default", "regenerated-awaited");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(
                    () -> regenerate(client, old, "{}", "Prefer", "wait=30", "Idempotency-Key", "regenerated-awaited"));
            Awaitility.await().until(() -> !log.of(id).isEmpty());
            var row = RowOf.of(id, log.of(id).getFirst().getRequestedAt(), "succeeded");
            pipeline.row(row);
            pipeline.announce(row, GenerationStatus.SUCCEEDED);

            Answer answer = call.get();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("id")).isEqualTo(id);
            assertThat(answer.text("status")).isEqualTo("succeeded");
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        }
    }

    @Test
    void isDescribed() {
        var operation = client.get("/openapi.json").json().at("/paths/~1v1~1generations~1{id}~1regenerate/post");

        assertThat(operation.path("operationId").asString()).isEqualTo("regenerateGeneration");
        assertThat(operation.at("/requestBody/required").asBoolean()).isFalse();
        assertThat(operation.path("responses").propertyNames())
                .contains("200", "202", "400", "401", "404", "409", "413", "415", "503");
    }

    private static Answer regenerate(Client caller, String id, String body, String... headers) {
        return caller.send(path(id), request -> {
            request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    private static String path(String id) {
        return "/v1/generations/%s/regenerate".formatted(id);
    }
}
