package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReadIT {
    private static final String FOX = "{\"input\": {\"prompt\": \"a red fox\"}}";

    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();

    @Test
    void findsWhatWasJustAcceptedHereAndOnAnotherInstance() {
        try (var second = Edge.start()) {
            var other = new Client(second.port(), Optional.of(Edge.KEY));
            for (int round = 0; round < 30; round++) {
                String path = "/v1/generations/" + client.submit(FOX).text("id");

                Answer here = client.get(path);
                Answer there = other.get(path);

                assertThat(here.status()).isEqualTo(200);
                assertThat(there.status()).isEqualTo(200);
                assertThat(there.text("status")).isEqualTo("queued");
            }
        }
    }

    @Test
    void findsWhatWasAcceptedBeforeItStarted() {
        String path = "/v1/generations/" + client.submit(FOX).text("id");

        try (var restarted = Edge.start()) {
            Answer answer = new Client(restarted.port(), Optional.of(Edge.KEY)).get(path);

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void isWhatKeepsAnIdFromBeingUnknownThatItReadsBack() {
        String path = "/v1/generations/" + client.submit(FOX).text("id");
        pipeline.produce(Pipeline.request("default", GenerationIds.create(Instant.now()), "{}"));

        try (var forgetful = IngestService.start(Edge.config(Duration.ZERO))) {
            Answer answer = new Client(forgetful.port(), Optional.of(Edge.KEY)).get(path);

            assertThat(answer.status()).isEqualTo(404);
        }
    }

    @Test
    void neitherFindsNorDoesAgainWhatIsForgotten() {
        String key = "forgotten-" + GenerationIds.create(Instant.now());
        String id = client.submit(FOX, "Idempotency-Key", key).text("id");
        var row = RowOf.of(id, Instant.now().truncatedTo(ChronoUnit.MILLIS), "succeeded");
        pipeline.row(row);
        pipeline.forget(row);

        // Which has read the request, and nothing of how it ended.
        try (var restarted = Edge.start()) {
            var other = new Client(restarted.port(), Optional.of(Edge.KEY));

            assertThat(other.get("/v1/generations/" + id).status()).isEqualTo(404);
            assertThat(other.submit(FOX, "Idempotency-Key", key).text("error.code"))
                    .isEqualTo("idempotency_conflict");
        }
    }

    @Test
    void findsWhatAnotherProducerWroteAMomentAgo() {
        String id = GenerationIds.create(Instant.now());
        pipeline.produce(Pipeline.request("default", id, "{\"prompt\":\"from elsewhere\"}"));

        Answer answer = client.get("/v1/generations/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("input.prompt")).isEqualTo("from elsewhere");
    }

    @Test
    void hidesAnotherProjectsGeneration() {
        String id = client.submit(FOX).text("id");
        String key = "atl_other_project_0123456789";
        pipeline.key("key_other", key, "other", false);
        var foreign = new Client(Edge.service().port(), Optional.of(key));
        Awaitility.await().until(() -> foreign.get("/v1/generations?limit=1").status() == 200);

        Answer answer = foreign.get("/v1/generations/" + id);
        Answer unknown = foreign.get("/v1/generations/00000000-0000-7000-8000-000000000000");
        Answer malformed = foreign.get("/v1/generations/no-id");

        for (Answer refused : new Answer[] {answer, unknown, malformed}) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("error.code")).isEqualTo("not_found");
            assertThat(refused.text("error.message")).isEqualTo(unknown.text("error.message"));
        }
    }

    @Test
    void followsAGenerationToItsEnd() {
        String id = GenerationIds.create(Instant.now());
        String path = "/v1/generations/" + id;
        GenerationRequested request = Pipeline.request("default", id, "{\"prompt\":\"a red fox\"}");
        pipeline.produce(request);
        pipeline.queued(request);
        pipeline.progressed(request, 0.5);
        Awaitility.await().until(() -> client.get(path).text("status").equals("running"));

        Answer running = client.get(path);
        var row = RowOf.of(id, request.getRequestedAt(), "succeeded");
        pipeline.row(row);
        pipeline.announce(row, GenerationStatus.SUCCEEDED);

        assertThat(running.text("provider")).isEqualTo("sketch");
        assertThat(running.json().at("/progress").toString()).isEqualTo("{\"share\":0.5,\"message\":\"drawing\"}");
        Awaitility.await().until(() -> client.get(path).text("status").equals("succeeded"));
    }

    @Test
    void believesTheRowRatherThanASecondRequestOfTheSameId() {
        String id = GenerationIds.create(Instant.now());
        pipeline.row(RowOf.of(id, Instant.parse("2026-01-01T00:00:00Z"), "succeeded"));
        pipeline.produce(Pipeline.request("default", id, "{\"prompt\":\"an impostor\"}"));

        Answer answer = client.get("/v1/generations/" + id);

        assertThat(answer.text("status")).isEqualTo("succeeded");
        assertThat(answer.text("input.prompt")).isEqualTo("a red fox");
        assertThat(answer.text("createdAt")).isEqualTo("2026-01-01T00:00:00Z");
    }
}
