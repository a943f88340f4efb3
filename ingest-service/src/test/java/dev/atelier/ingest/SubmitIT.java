package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmitIT {
    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();
    private final TopicLog<GenerationRequested> log = TopicLog.requests(Edge.kafka());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void acceptsARequestOnceItIsOnTheLog() throws InterruptedException, TimeoutException {
        Answer answer = client.submit("""
                {"model": "sketch", "input": {"prompt": "a red fox", "seed": 9007199254740991}, "tags": ["demo", "demo"],
                 "style": "watercolor",
                 "priority": "interactive", "priorityLevel": 3, "startDeadline": "PT30S",
                 "deadline": "PT60S", "maxAttempts": 2, "onLimit": "reject", "webhook": "https://example.org/done",
                 "capability": "text-to-image"}""");

        String id = answer.text("id");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/generations/" + id);
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(answer.text("model")).isEqualTo("atelier/sketch");
        assertThat(answer.text("links.self")).endsWith("/v1/generations/" + id);
        assertThat(answer.text("links.file")).endsWith("/generations/%s/file.png".formatted(id));
        assertThat(log.of(id)).singleElement().satisfies(request -> {
            assertThat(request.getProject()).isEqualTo("default");
            assertThat(request.getModel()).contains("atelier/sketch");
            assertThat(request.getCapability()).contains(Capability.TEXT_TO_IMAGE);
            assertThat(request.getInput()).isEqualTo("{\"prompt\":\"a red fox\",\"seed\":9007199254740991}");
            assertThat(request.getStyle()).contains("watercolor");
            assertThat(request.getTags()).containsExactly("demo");
            assertThat(request.getLane()).isEqualTo(Lane.INTERACTIVE);
            assertThat(request.getPriority()).isEqualTo(3);
            assertThat(request.getOnLimit()).isEqualTo(OnLimit.REJECT);
            assertThat(request.getStartBy()).contains(request.getRequestedAt().plus(Duration.ofSeconds(30)));
            assertThat(request.getMaxAttempts()).contains(2);
            assertThat(request.getDeadline()).contains(request.getRequestedAt().plus(Duration.ofSeconds(60)));
            assertThat(request.getWebhook()).contains("https://example.org/done");
        });
    }

    @Test
    void listsTheStylesThatARequestMayName() {
        Answer answer = client.get("/v1/styles");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("data").findValuesAsString("name"))
                .contains("photo", "watercolor")
                .isSorted();
        assertThat(answer.json().at("/data/0/prompt").asString()).contains("{prompt}");
    }

    @Test
    void leavesToModelAndProjectWhatTheRequestDoesNotSay() throws InterruptedException, TimeoutException {
        Answer answer = client.submit("{\"input\": {\"prompt\": \"a red fox\"}}");

        assertThat(log.of(answer.text("id"))).singleElement().satisfies(request -> {
            assertThat(request.getLane()).isEqualTo(Lane.NORMAL);
            assertThat(request.getPriority()).isZero();
            assertThat(request.getOnLimit()).isEqualTo(OnLimit.QUEUE);
            assertThat(request.getStartBy()).isEmpty();
            assertThat(request.getDeadline()).isEmpty();
            assertThat(request.getMaxAttempts()).isEmpty();
        });
    }

    @Test
    void isOneGenerationUnderOneIdempotencyKeyWhoeverSubmitsIt() throws InterruptedException, TimeoutException {
        String body = "{\"input\": {\"prompt\": \"fifty foxes\"}}";
        List<CompletableFuture<Answer>> calls;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            calls = IntStream.range(0, 50)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> client.submit(body, "Idempotency-Key", "fifty"), threads))
                    .toList();
        }

        String id = GenerationIds.derive("default", "fifty");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.join().status()).isEqualTo(202);
            assertThat(call.join().text("id")).isEqualTo(id);
        });
        assertThat(log.of(id)).hasSize(1);
    }

    @Test
    void answersWhatWasAcceptedUnderAnIdempotencyKeyLongAgo() throws InterruptedException, TimeoutException {
        String id = GenerationIds.derive("default", "long-ago");
        var row = RowOf.of(id, java.time.Instant.parse("2026-01-01T00:00:00Z"), "succeeded");
        pipeline.row(row);

        Answer answer = client.submit(
                "{\"model\": \"sketch\", \"input\": {\"prompt\": \"a red fox\"}}", "Idempotency-Key", "long-ago");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("succeeded");
        assertThat(log.of(id)).isEmpty();
    }

    @Test
    void refusesAnotherRequestUnderAUsedIdempotencyKey() throws InterruptedException, TimeoutException {
        client.submit("{\"input\": {\"prompt\": \"a red fox\", \"seed\": 1}}", "Idempotency-Key", "used");

        Answer same = client.submit("{\"input\": {\"seed\": 1, \"prompt\": \"a red fox\"}}", "Idempotency-Key", "used");
        Answer other = client.submit("{\"input\": {\"prompt\": \"a cat\"}}", "Idempotency-Key", "used");

        assertThat(same.status()).isEqualTo(202);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("error.code")).isEqualTo("idempotency_conflict");
        assertThat(log.of(same.text("id"))).hasSize(1);
    }

    @Test
    void letsTheFirstOnTheLogWinBetweenInstances() {
        String id = GenerationIds.derive("default", "raced");
        GenerationRequested elsewhere = Pipeline.request("default", id, "{\"prompt\":\"a cat\"}");
        pipeline.produce(elsewhere);

        Answer answer = client.submit("{\"input\": {\"prompt\": \"a red fox\"}}", "Idempotency-Key", "raced");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(client.get("/v1/generations/" + id).json().path("input").toString())
                .isEqualTo("{\"prompt\":\"a cat\"}");
    }

    @Test
    void waitsForTheFinalWordAsPreferred() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> client.submit(
                    "{\"input\": {\"prompt\": \"a red fox\"}}", "Prefer", "wait=30", "Idempotency-Key", "awaited"));
            String id = GenerationIds.derive("default", "awaited");
            Awaitility.await().until(() -> !log.of(id).isEmpty());
            var row = RowOf.of(id, log.of(id).getFirst().getRequestedAt(), "succeeded");
            pipeline.row(row);
            pipeline.announce(row, GenerationStatus.SUCCEEDED);

            Answer answer = call.get();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("status")).isEqualTo("succeeded");
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        }
    }

    @Test
    void answersHowItStandsWhenTheWaitIsOver() {
        Answer answer = client.submit("{\"input\": {\"prompt\": \"a slow fox\"}}", "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("queued");
    }

    @Test
    void storesALargeDataUriAndSendsItsReference() throws InterruptedException, TimeoutException {
        String picture = "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[20_000]);

        Answer answer = client.submit("{\"input\": {\"prompt\": \"over it\", \"image\": \"%s\"}}".formatted(picture));

        GenerationRequested request = log.of(answer.text("id")).getFirst();
        String reference =
                Json.MAPPER.readTree(request.getInput()).path("image").asString();
        assertThat(reference).startsWith("object://projects/default/content/");
        assertThat(pipeline.hasObject(reference.substring("object://".length())))
                .isTrue();
    }

    @Test
    void takesAParentOfTheProject() {
        Answer parent = client.submit("{\"input\": {\"prompt\": \"a red fox\"}}");

        Answer child = client.submit(
                "{\"input\": {\"prompt\": \"a blue fox\"}, \"parentId\": \"%s\"}".formatted(parent.text("id")));

        assertThat(child.status()).isEqualTo(202);
        assertThat(child.text("parentId")).isEqualTo(parent.text("id"));
    }

    @Test
    void letsACallInProgressFinishWhenItCloses() throws Exception {
        var second = Edge.start();
        var its = new Client(second.port(), Optional.of(Edge.KEY));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> its.submit(
                    "{\"input\": {\"prompt\": \"a last fox\"}}", "Prefer", "wait=2", "Idempotency-Key", "last"));
            Awaitility.await()
                    .until(() ->
                            !log.of(GenerationIds.derive("default", "last")).isEmpty());

            second.close();

            assertThat(call.get().status()).isEqualTo(202);
        }
    }
}
