package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelIT {
    private static final String FOX = "{\"input\": {\"prompt\": \"a red fox\"}}";
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();
    private final TopicLog<CancelRequested> log = TopicLog.cancellations(Edge.kafka());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void asksDispatchToStopWhatItsLinkSays() throws InterruptedException, TimeoutException {
        Answer submitted = client.submit(FOX);
        String id = submitted.text("id");
        var link = URI.create(submitted.text("links.cancel"));

        Answer answer = client.send(link.getPath(), request -> request.POST(BodyPublishers.noBody()));

        assertThat(link.getAuthority())
                .isEqualTo(URI.create(submitted.text("links.self")).getAuthority());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("id")).isEqualTo(id);
        assertThat(answer.text("status")).isEqualTo("canceling");
        assertThat(log.keysOf(id)).containsExactly("default");
        assertThat(log.of(id)).singleElement().satisfies(cancel -> {
            assertThat(cancel.getProject()).isEqualTo("default");
            assertThat(cancel.getApiKeyId()).isPresent();
            assertThat(cancel.getRequestedAt()).isAfterOrEqualTo(Instant.parse(submitted.text("createdAt")));
        });
    }

    @Test
    void saysThatItIsCancelingFromThenOnUntilItIsOver() {
        GenerationRequested request = running(GenerationIds.create(Instant.now()));
        String id = request.getGenerationId();
        String path = "/v1/generations/" + id;

        cancel(client, id);

        assertThat(client.get(path).text("status")).isEqualTo("canceling");
        pipeline.progressed(request, 0.75);
        Awaitility.await()
                .until(() -> client.get(path).json().at("/progress/share").asDouble(0) == 0.75);
        assertThat(client.get(path).text("status")).isEqualTo("canceling");
        var row = RowOf.of(id, request.getRequestedAt(), "canceled");
        pipeline.row(row);
        pipeline.announce(row, GenerationStatus.CANCELED);
        Awaitility.await().until(() -> client.get(path).text("status").equals("canceled"));
    }

    @Test
    void saysThatItIsCancelingWhoeverAskedForIt() {
        GenerationRequested request = running(GenerationIds.create(Instant.now()));

        pipeline.canceling(request);

        String path = "/v1/generations/" + request.getGenerationId();
        Awaitility.await().until(() -> client.get(path).text("status").equals("canceling"));
    }

    @Test
    void cancelsWhatOnlyTheRowTellsOf() throws InterruptedException, TimeoutException {
        String id = GenerationIds.create(Instant.now());
        pipeline.row(RowOf.of(id, Instant.parse("2026-01-01T00:00:00Z"), "running"));

        Answer answer = cancel(client, id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(log.of(id)).hasSize(1);
        Answer after = client.get("/v1/generations/" + id);
        assertThat(after.text("status")).isEqualTo("canceling");
        assertThat(after.text("createdAt")).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void doesTheSameWhenItIsAskedAgain() throws InterruptedException, TimeoutException {
        String id = client.submit(FOX).text("id");

        Answer first = cancel(client, id);
        Answer second = cancel(client, id);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(log.of(id)).hasSize(2);
    }

    @Test
    void answersWhatIsOverAsItEnded() throws InterruptedException, TimeoutException {
        for (String status : List.of("succeeded", "failed", "canceled", "expired", "rejected")) {
            String id = GenerationIds.create(Instant.now());
            pipeline.row(RowOf.of(id, Instant.parse("2026-01-01T00:00:00Z"), status));

            Answer answer = cancel(client, id);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("status")).isEqualTo(status);
            assertThat(answer.json())
                    .isEqualTo(client.get("/v1/generations/" + id).json());
            assertThat(log.of(id)).isEmpty();
        }
    }

    @Test
    void stopsNothingOfAnotherProjectAndNothingUnknown() throws InterruptedException, TimeoutException {
        String id = client.submit(FOX).text("id");
        String key = "atl_canceling_project_0123456789";
        pipeline.key("key_canceling", key, "canceling-project", false);
        var foreign = new Client(Edge.service().port(), Optional.of(key));
        Awaitility.await().until(() -> foreign.get("/v1/generations?limit=1").status() == 200);

        List<Answer> refused = List.of(cancel(foreign, id), cancel(client, NOBODY), cancel(client, "no-id"));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("error.code")).isEqualTo("not_found");
        });
        assertThat(log.of(id)).isEmpty();
        assertThat(log.of(NOBODY)).isEmpty();
        assertThat(client.get("/v1/generations/" + id).text("status")).isEqualTo("queued");
    }

    @Test
    void waitsForTheFinalWordAsPreferred() throws Exception {
        Answer submitted = client.submit(FOX);
        String id = submitted.text("id");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> cancel(client, id, "Prefer", "wait=30"));
            Awaitility.await().until(() -> !log.of(id).isEmpty());
            var row = RowOf.of(id, Instant.parse(submitted.text("createdAt")), "canceled");
            pipeline.row(row);
            pipeline.announce(row, GenerationStatus.CANCELED);

            Answer answer = call.get();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("status")).isEqualTo("canceled");
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        }
    }

    @Test
    void answersThatItIsCancelingWhenTheWaitIsOver() {
        String id = client.submit(FOX).text("id");

        Answer answer = cancel(client, id, "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("canceling");
    }

    @Test
    void isDescribed() {
        var responses = client.get("/openapi.json").json().at("/paths/~1v1~1generations~1{id}~1cancel/post/responses");

        assertThat(responses.propertyNames()).contains("200", "202", "401", "404", "503");
    }

    /** A generation that this edge follows, in its first attempt. */
    private GenerationRequested running(String id) {
        GenerationRequested request = Pipeline.request("default", id, "{\"prompt\":\"a red fox\"}");
        pipeline.produce(request);
        pipeline.queued(request);
        pipeline.progressed(request, 0.5);
        Awaitility.await()
                .until(() -> client.get("/v1/generations/" + id).text("status").equals("running"));
        return request;
    }

    private static Answer cancel(Client caller, String id, String... headers) {
        return caller.send("/v1/generations/%s/cancel".formatted(id), request -> {
            request.POST(BodyPublishers.noBody());
            return headers.length == 0 ? request : request.headers(headers);
        });
    }
}
