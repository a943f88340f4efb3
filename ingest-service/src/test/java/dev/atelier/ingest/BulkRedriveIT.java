package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.DeadLetterBox;
import dev.atelier.ingest.testing.Edge;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BulkRedriveIT {
    private static final byte[] NOISE = {1, 2, 3};
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Client client = Edge.client();
    private final DeadLetterBox box = new DeadLetterBox(Edge.kafka());

    @AfterEach
    void close() {
        box.close();
    }

    @Test
    void countsInADryRunAndPutsNothingBack() {
        List<String> letters = put("dry", 3);
        box.put("orders", "dry", NOISE);

        JsonNode job = finished(client, start(client, "dry", ", \"dryRun\": true"));

        assertThat(counts(job)).isEqualTo("4 matched, 3 redrivable, 0 redriven, 0 done, 1 refused");
        assertThat(box.putBack("reports", letters.getFirst())).isEmpty();
    }

    @Test
    void putsBackAtItsRateAndNoneTwice() {
        List<String> letters = put("paced", 5);

        JsonNode first = finished(client, start(client, "paced", ", \"ratePerSecond\": 4"));
        JsonNode second = finished(client, start(client, "paced", ""));

        assertThat(counts(first)).isEqualTo("5 matched, 5 redrivable, 5 redriven, 0 done, 0 refused");
        assertThat(counts(second)).isEqualTo("5 matched, 0 redrivable, 0 redriven, 5 done, 0 refused");
        // Four pauses of a quarter of a second.
        assertThat(Duration.between(time(first, "startedAt"), time(first, "updatedAt")))
                .isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(box.putBack("reports")).filteredOn(letters::contains).containsExactlyElementsOf(letters);
        assertThat(client.get("/v1/dead-letters/" + letters.getFirst()).text("redriven.job"))
                .isEqualTo(first.path("id").asString());
    }

    @Test
    void putsTheOldestBackFirst() {
        List<String> letters = put("ordered", 60);

        finished(client, start(client, "ordered", ", \"ratePerSecond\": 1000"));

        assertThat(box.putBack("reports")).filteredOn(letters::contains).containsExactlyElementsOf(letters);
    }

    @Test
    void goesOnWhereAnotherInstanceWasStopped() {
        List<String> letters = put("stopped", 8);
        String job;
        try (var other = Edge.start()) {
            var stopped = new Client(other.port(), Optional.of(Edge.KEY));
            job = start(stopped, "stopped", ", \"ratePerSecond\": 2");
            await().atMost(PATIENCE)
                    .until(() -> job(stopped, job).at("/counts/redriven").asInt() >= 2);
        }

        JsonNode told = finished(client, job);
        JsonNode rest = finished(client, start(client, "stopped", ", \"ratePerSecond\": 100"));

        assertThat(told.path("state").asString()).isEqualTo("interrupted");
        int before = told.at("/counts/redriven").asInt();
        assertThat(before).isBetween(2, 7);
        assertThat(rest.at("/counts/redriven").asInt()).isEqualTo(8 - before);
        assertThat(box.putBack("reports")).filteredOn(letters::contains).containsExactlyElementsOf(letters);
    }

    @Test
    void doesOneAtATime() {
        put("busy", 4);
        String job = start(client, "busy", ", \"ratePerSecond\": 2");

        Answer second = post(client, "{\"filter\": {}, \"dryRun\": true}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("error.code")).isEqualTo("redrive_running");
        finished(client, job);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', filter, must be given",
        "'{\"filter\": {}, \"ratePerSecond\": 0}', ratePerSecond, from 1 to 1000",
        "'{\"filter\": {}, \"ratePerSecond\": 1001}', ratePerSecond, but was 1001",
        "'{\"filter\": {\"since\": \"noon\"}}', filter.since, must be a time",
        "'{\"filter\": {\"colour\": \"red\"}}', filter.colour, not a known field"
    })
    void refusesABadOrder(String body, String field, String rule) {
        Answer answer = post(client, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(answer.text("error.message")).contains(rule);
    }

    @Test
    void doesNotFindAJobThatNobodyStarted() {
        assertThat(client.get("/v1/dead-letters/redrives/nobody").status()).isEqualTo(404);
    }

    private List<String> put(String cause, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> box.put("reports", cause, NOISE))
                .toList();
    }

    private static String start(Client client, String cause, String more) {
        Answer answer = post(client, "{\"filter\": {\"cause\": \"%s\"}%s}".formatted(cause, more));
        assertThat(answer.status()).as(answer.text("error.message")).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/dead-letters/redrives/" + answer.text("id"));
        return answer.text("id");
    }

    private static Answer post(Client client, String body) {
        return client.send(
                "/v1/dead-letters/redrive",
                request ->
                        request.POST(BodyPublishers.ofString(body, UTF_8)).header("Content-Type", "application/json"));
    }

    private static JsonNode job(Client client, String id) {
        return client.get("/v1/dead-letters/redrives/" + id).json();
    }

    private static JsonNode finished(Client client, String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> job(client, id),
                        job -> !job.path("state").asString("running").equals("running"));
    }

    private static Instant time(JsonNode job, String name) {
        return Instant.parse(job.path(name).asString());
    }

    private static String counts(JsonNode job) {
        JsonNode counts = job.path("counts");
        return "%d matched, %d redrivable, %d redriven, %d done, %d refused"
                .formatted(
                        counts.path("matched").asInt(),
                        counts.path("redrivable").asInt(),
                        counts.path("redriven").asInt(),
                        counts.path("done").asInt(),
                        counts.path("refused").asInt());
    }
}
