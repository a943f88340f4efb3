package dev.atelier.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.CommandRun;
import dev.atelier.cli.CommandRun.Result;
import dev.atelier.cli.Json;
import dev.atelier.cli.StandInServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BatchCommandTest {
    private static final String ID = "0190f9a2-0000-7000-8000-000000000001";
    private static final String SUBMIT = "POST /v1/batches";
    private static final String GET = "GET /v1/batches/" + ID;
    private static final String CANCEL = GET.replace("GET", "POST") + "/cancel";
    private static final String RETRY = GET.replace("GET", "POST") + "/retry";

    @TempDir
    Path folder;

    private final StandInServer server = new StandInServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void asksForEachCombination() {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));
        server.answer(GET, 200, batch("succeeded", 4, 0));

        Result result = atelier(
                "batch",
                "--matrix",
                "prompt=a fox,\"a cat, asleep\"",
                "--matrix",
                "seed=1..2",
                "--set",
                "size=8x8",
                "--tag",
                "demo",
                "--style",
                "noir",
                "--model",
                "sketch",
                "--level",
                "3",
                "--deadline",
                "5m");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(sent()).isEqualTo(json("""
                {"model": "sketch", "style": "noir", "input": {"size": "8x8"}, "tags": ["demo"], "priorityLevel": 3, "deadline": "PT5M",
                 "matrix": {"prompt": ["a fox", "a cat, asleep"], "seed": [1, 2]}}"""));
        assertThat(server.received(SUBMIT).getFirst().headers()).containsKey("idempotency-key");
    }

    @Test
    void asksForEachLineOfAFile() throws IOException {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));
        server.answer(GET, 200, batch("succeeded", 4, 0));
        Files.writeString(
                folder.resolve("inputs.jsonl"), "{\"prompt\": \"a fox\"}\n\n{\"prompt\": \"a cat\", \"seed\": 2}\n");

        Result result = atelier("batch", "inputs.jsonl");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(sent().path("inputs"))
                .isEqualTo(json("[{\"prompt\": \"a fox\"}, {\"prompt\": \"a cat\", \"seed\": 2}]"));
    }

    @Test
    void showsHowFarItIsAndWhatCameOfIt() {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));
        server.answer(GET, 200, batch("running", 1, 0));
        server.answer(GET, 200, batch("succeeded", 4, 0));

        Result result = atelier("batch", "--matrix", "seed=1..4");

        assertThat(result.outLines()).containsExactly("4 succeeded");
        assertThat(result.errLines())
                .containsExactly(
                        "batch " + ID,
                        "queued, 0 of 4 ended",
                        "running, 1 of 4 ended: 1 succeeded",
                        "succeeded, 4 of 4 ended: 4 succeeded");
    }

    @Test
    void failsWhenNotAllSucceededAndSaysHowToGoOn() {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));
        server.answer(GET, 200, batch("failed", 3, 1));

        Result result = atelier("batch", "--matrix", "seed=1..4");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.outLines()).containsExactly("3 succeeded, 1 failed");
        assertThat(result.errLines().getLast())
                .isEqualTo(
                        "atelier: Batch %s is failed: 3 of 4 succeeded. `atelier batch retry %s` tries again what failed."
                                .formatted(ID, ID));
    }

    @Test
    void doesNotWaitWhenItIsNotTo() {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));

        Result result = atelier("batch", "--matrix", "seed=1..4", "--detach");

        assertThat(result.outLines()).containsExactly(ID);
        assertThat(server.received(GET)).isEmpty();
    }

    @Test
    void stopsWaitingWhenTheTimeIsOver() {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));
        server.answer(GET, 200, batch("running", 1, 0));

        Result result = atelier("batch", "--matrix", "seed=1..4", "--timeout", "2s");

        assertThat(result.status()).isEqualTo(5);
        assertThat(result.err()).contains("`atelier batch show %s`".formatted(ID));
    }

    @Test
    void waitsForTheRoundThatItBegan() {
        server.answer(RETRY, 202, round(batch("running", 3, 0), 1));
        server.answer(GET, 200, batch("failed", 3, 1));
        server.answer(GET, 200, round(batch("succeeded", 4, 0), 1));

        Result result = atelier("batch", "retry", ID);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.outLines()).containsExactly("4 succeeded");
    }

    @ParameterizedTest
    @CsvSource({"canceling, 0", "canceled, 0", "succeeded, 6"})
    void cancels(String status, int exit) {
        server.answer(CANCEL, 202, batch(status, 1, 0));

        Result result = atelier("batch", "cancel", ID);

        assertThat(result.status()).isEqualTo(exit);
        assertThat(result.outLines()).containsExactly(status);
    }

    @Test
    void waitsUntilItIsCanceled() {
        server.answer(CANCEL, 202, batch("canceling", 1, 0));
        server.answer(GET, 200, batch("canceled", 1, 0));

        Result result = atelier("batch", "cancel", ID, "--wait");

        assertThat(result.outLines()).containsExactly("canceled");
    }

    @Test
    void showsOneAndListsThem() {
        server.answer(GET, 200, batch("running", 3, 1));
        server.answer("GET /v1/batches", 200, "{\"data\": [%s], \"next\": null}".formatted(batch("running", 3, 1)));

        Result shown = atelier("batch", "show", ID);
        Result listed = atelier("batch", "list", "--limit", "7");

        assertThat(shown.out()).contains("status      running", "succeeded   3", "failed      1", "total       4");
        assertThat(listed.outLines()).hasSize(2);
        assertThat(listed.outLines().getLast()).startsWith(ID).endsWith("3 succeeded, 1 failed");
        assertThat(server.received("GET /v1/batches").getFirst().query()).isEqualTo("limit=7");
    }

    @Test
    void printsNothingButJsonWhenAskedTo() {
        server.answer(SUBMIT, 202, batch("queued", 0, 0));
        server.answer(GET, 200, batch("succeeded", 4, 0));

        Result result = atelier("batch", "--matrix", "seed=1..4", "--json");

        assertThat(json(result.out())).isEqualTo(json(batch("succeeded", 4, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed=5..1 | --matrix seed must be a range of 1 to 10000 numbers, but was 5..1.",
                "seed=1..10001 | --matrix seed must be a range of 1 to 10000 numbers, but was 1..10001.",
                "seed=[1, | --matrix seed begins like a JSON array, but is none."
            })
    void saysWhatIsWrongWithTheValues(String matrix, String sentence) {
        Result result = atelier("batch", "--matrix", matrix);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("atelier: " + sentence);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Files.writeString(folder.resolve("inputs.jsonl"), "{}\n[1]\n");

        Result wrong = atelier("batch", "inputs.jsonl");
        Result missing = atelier("batch", "nothing.jsonl");
        Result neither = atelier("batch", "--tag", "demo");
        Result both = atelier("batch", "inputs.jsonl", "--matrix", "seed=1");

        assertThat(wrong.err()).contains("Line 2 of", "must be a JSON object");
        assertThat(missing.err()).contains("nothing.jsonl cannot be read");
        assertThat(neither.err()).contains("either a FILE of inputs or --matrix");
        assertThat(both.err()).isEqualTo(neither.err());
        assertThat(List.of(wrong.status(), missing.status(), neither.status(), both.status()))
                .containsOnly(2);
    }

    private Result atelier(String... arguments) {
        return new CommandRun(folder).asking(server).run(arguments);
    }

    private JsonNode sent() {
        return json(server.received(SUBMIT).getFirst().body());
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String batch(String status, int succeeded, int failed) {
        return """
                {"id": "%s", "status": "%s", "total": 4, "round": 0, "createdAt": "2026-01-01T12:00:00Z",
                 "counts": {"waiting": 0, "active": %d, "succeeded": %d, "failed": %d}}""".formatted(ID, status, 4 - succeeded - failed, succeeded, failed);
    }

    private static String round(String batch, int round) {
        return batch.replace("\"round\": 0", "\"round\": " + round);
    }
}
