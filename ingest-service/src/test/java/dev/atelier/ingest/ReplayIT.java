package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.BatchItem;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.TopicLog;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.GenerationIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is over, asked for again as one batch. Each test has a tag of its own. */
class ReplayIT {
    private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");

    private final Client client = Edge.client();
    private final Pipeline pipeline = Edge.pipeline();
    private final TopicLog<BatchOrder> log = TopicLog.batches(Edge.kafka());
    private final String tag = "replay-" + UUID.randomUUID();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void asksForWhatIsOverOldestFirstEachAsAChild() throws InterruptedException, TimeoutException {
        String second = row(2, "failed");
        String first = row(1, "succeeded");
        row(3, "running");

        Answer answer = replay("""
                {"filter": {"tag": "%s"}, "input": {"prompt": "again", "seed": 9}, "style": "watercolor", "tags": ["new"],
                 "ratePerSecond": 2.5}""".formatted(tag));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("total").asInt()).isEqualTo(2);
        assertThat(answer.header("Location")).isEqualTo("/v1/batches/" + answer.text("id"));
        var orders = log.of(answer.text("id"));
        var items = ((BatchItems) orders.getFirst().getOrder()).getItems();
        assertThat(items).extracting(item -> item.getParentId().orElse("")).containsExactly(first, second);
        assertThat(items).allSatisfy(item -> {
            assertThat(item.getModel()).contains("atelier/sketch");
            assertThat(item.getInput()).contains("\"prompt\":\"again\"", "\"seed\":9");
            assertThat(item.getStyle()).contains("watercolor");
            assertThat(item.getTags()).containsExactly("new");
        });
        assertThat(((BatchRequested) orders.getLast().getOrder()).getRatePerSecond())
                .contains(2.5);
    }

    @Test
    void leavesOutTheLabelOfTheOldBatch() throws InterruptedException, TimeoutException {
        pipeline.row(RowOf.of(GenerationIds.create(NOON), NOON, "succeeded").tagged(tag, "batch:" + UUID.randomUUID()));

        Answer answer = replay("{\"filter\": {\"tag\": \"%s\"}, \"input\": {\"prompt\": \"again\"}}".formatted(tag));

        var items = ((BatchItems) log.of(answer.text("id")).getFirst().getOrder()).getItems();
        assertThat(items).flatExtracting(BatchItem::getTags).containsExactly(tag);
    }

    @Test
    void tellsInADryRunHowManyAndWhatTheyCost() {
        row(1, "succeeded");
        row(2, "succeeded");

        Answer answer = replay("""
                {"filter": {"tag": "%s"}, "dryRun": true}""".formatted(tag));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(Json.MAPPER.readTree("""
                {"count": 2, "cost": {"micros": 0}, "unpriced": 0}"""));
    }

    @Test
    void isOneBatchUnderOneKeyWhateverHasComeMeanwhile() {
        row(1, "succeeded");
        String key = UUID.randomUUID().toString();
        String body = "{\"filter\": {\"tag\": \"%s\"}, \"input\": {\"prompt\": \"again\"}}".formatted(tag);
        Answer first = replay(body, "Idempotency-Key", key);
        row(2, "succeeded");

        Answer again = replay(body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void takesOnlyTheTimeThatIsAskedFor() {
        row(1, "succeeded");
        row(5, "succeeded");

        Answer answer = replay("""
                {"filter": {"tag": "%s", "after": "2026-04-01T12:02:00Z", "before": "2026-04-01T12:06:00Z"}, "dryRun": true}""".formatted(tag));

        assertThat(answer.json().path("count").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'filter': {'tag': 'nobody-has-this'}} | filter | nothing that is over fits it",
                "{'filter': {'status': 'done'}} | filter.status | filter.status must be one of",
                "{'filter': {'after': 'yesterday'}} | filter.after | filter.after must be a time such as",
                "{'filter': {'colour': 'red'}} | filter.colour | filter.colour is not a known field",
                "{'ratePerSecond': 0, 'filter': {'tag': 'TAG'}} | ratePerSecond | ratePerSecond must be above 0, but was 0",
                "{'input': {'seed': -1}, 'filter': {'tag': 'TAG'}} | inputs[0].seed | but was -1",
                "{'style': 'unheard-of', 'filter': {'tag': 'TAG'}} | style | GET /v1/styles",
            })
    void namesTheFieldTheRuleAndTheValue(String body, String field, String message) {
        row(1, "succeeded");

        Answer answer = replay(body.replace('\'', '"').replace("TAG", tag));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(answer.text("error.message")).contains(message);
    }

    /** One that was asked for so many minutes after noon. */
    private String row(int minutes, String status) {
        Instant at = NOON.plus(Duration.ofMinutes(minutes));
        String id = GenerationIds.create(at);
        pipeline.row(RowOf.of(id, at, status).tagged(tag));
        return id;
    }

    private Answer replay(String body, String... headers) {
        return client.send("/v1/replays", request -> {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
            return headers.length == 0 ? request : request.headers(headers);
        });
    }
}
