package dev.atelier.sink;

import static dev.atelier.sink.Outcomes.NOON;
import static dev.atelier.sink.Outcomes.sha256;
import static dev.atelier.sink.Surroundings.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.ArtifactReference;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Output;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.objects.ObjectKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a sink keeps and announces. */
class SinkIT {
    private static Surroundings around;
    private static SinkService sink;

    private final String project = "p-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        around = new Surroundings("sink_it");
        sink = SinkService.start(around.config());
    }

    @AfterAll
    static void stop() {
        sink.close();
        around.close();
    }

    @Test
    void keepsAnInlineOutputAndThenAnnouncesIt() throws Exception {
        around.send(Outcomes.succeeded(project, id, Outcomes.inline("a fox"))).join();

        var result = around.result(id);

        var key = ObjectKeys.content(project, sha256("a fox"));
        assertThat(result.getStatus()).isEqualTo(GenerationStatus.SUCCEEDED);
        assertThat(result.getArtifacts())
                .containsExactly(new ArtifactReference(id + ".0", "image/png", 5L, sha256("a fox"), 64, 32, key));
        assertThat(read(key)).isEqualTo("a fox");
        assertThat(around.objects().find(key))
                .hasValueSatisfying(stored -> assertThat(stored.mediaType()).isEqualTo("image/png"));
        var row = around.rows(project).getFirst();
        assertThat(row.getString("status")).isEqualTo("succeeded");
        assertThat(row.getString("capability")).isEqualTo("text_to_image");
        assertThat(row.getSet("tags", String.class)).isEqualTo(Set.of("demo", "fox"));
        assertThat(row.getMap("timings", String.class, Instant.class))
                .containsEntry("requestedAt", NOON)
                .containsEntry("storedAt", result.getTimings().getStoredAt().orElseThrow());
        var provenance = Json.MAPPER.readTree(read(ObjectKeys.provenance(project, id)));
        assertThat(provenance.at("/input/prompt").asString()).isEqualTo("a red fox");
        assertThat(provenance.at("/artifacts/0/sha256").asString()).isEqualTo(sha256("a fox"));
        assertThat(provenance.at("/timings/storedAt").asString())
                .isEqualTo(result.getTimings().getStoredAt().orElseThrow().toString());
    }

    @Test
    void tellsWhereTheRowOfAnIdIsAndWhichDaysThereAre() {
        around.send(Outcomes.failed(project, id)).join();

        around.result(id);

        var time = around.session()
                .execute("SELECT requested_at FROM generation_times WHERE project = ? AND id = ?", project, id)
                .one();
        var days = around.session()
                .execute("SELECT day FROM generation_days WHERE project = ?", project)
                .all();
        assertThat(Optional.ofNullable(time).map(row -> row.getInstant("requested_at")))
                .contains(NOON);
        assertThat(days)
                .singleElement()
                .satisfies(row -> assertThat(row.getLocalDate("day")).isEqualTo(Rows.day(NOON)));
    }

    @Test
    void promotesAStagedOutput() throws Exception {
        var output = stage("a large fox");
        around.send(Outcomes.succeeded(project, id, output)).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.SUCCEEDED);
        assertThat(read(ObjectKeys.content(project, sha256("a large fox")))).isEqualTo("a large fox");
        assertThat(around.keys("staging/" + project + "/")).isEmpty();
    }

    @Test
    void keepsAndAnnouncesAFailure() {
        around.send(Outcomes.failed(project, id)).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.FAILED);
        assertThat(result.getFailure()).map(GenerationFailure::getKind).contains(FailureKind.THROTTLED);
        var row = around.rows(project).getFirst();
        assertThat(row.getString("status")).isEqualTo("failed");
        assertThat(row.getString("failure_kind")).isEqualTo("throttled");
        assertThat(row.getLong("failure_retry_after_ms")).isEqualTo(2_000);
    }

    @Test
    void keepsAndAnnouncesACancelWithWhatItCost() throws Exception {
        around.send(Outcomes.canceled(project, id)).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(result.getCostMicros()).contains(40_000L);
        assertThat(result.getFailure()).isEmpty();
        assertThat(result.getArtifacts()).isEmpty();
        var row = around.rows(project).getFirst();
        assertThat(row.getString("status")).isEqualTo("canceled");
        assertThat(row.getLong("cost_micros")).isEqualTo(40_000);
        assertThat(row.getString("failure_kind")).isNull();
        assertThat(row.getString("worker")).isEqualTo("worker-3");
        var provenance = Json.MAPPER.readTree(read(ObjectKeys.provenance(project, id)));
        assertThat(provenance.at("/status").asString()).isEqualTo("canceled");
        assertThat(provenance.at("/costMicros").asLong()).isEqualTo(40_000);
    }

    @Test
    void keepsAndAnnouncesACancelThatCameBeforeAWorkerDid() {
        around.send(Outcomes.queued(project, id)).join();
        around.send(Outcomes.canceledInLine(project, id)).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(result.getCostMicros()).isEmpty();
        var row = around.rows(project).getFirst();
        assertThat(row.getString("status")).isEqualTo("canceled");
        assertThat(row.getInt("attempt")).isZero();
        assertThat(row.isNull("cost_micros")).isTrue();
    }

    @Test
    void makesARowOfARejectionThatWasNeverQueued() {
        around.send(Outcomes.rejected(project, id)).join();

        around.result(id);

        var row = around.rows(project).getFirst();
        assertThat(row.getString("status")).isEqualTo("rejected");
        assertThat(row.getString("failure_field")).isEqualTo("prompt");
        assertThat(row.getString("provider")).isNull();
    }

    @Test
    void announcesASuccessWithoutItsFileAsAFailure() {
        around.send(Outcomes.succeeded(project, id, Outcomes.staged(project, id, "lost")))
                .join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.FAILED);
        assertThat(result.getFailure()).map(GenerationFailure::getKind).contains(FailureKind.MALFORMED_REPLY);
        assertThat(around.status(project)).isEqualTo("failed");
    }

    @Test
    void announcesASuccessWhoseFileIsAnotherAsAFailure() throws Exception {
        var wrongHash = Output.newBuilder(Outcomes.inline("a fox"))
                .setSha256(sha256("an owl"))
                .build();
        around.send(Outcomes.succeeded(project, id, wrongHash)).join();

        var result = around.result(id);

        assertThat(result.getStatus()).isEqualTo(GenerationStatus.FAILED);
        assertThat(around.keys("projects/" + project + "/content/")).isEmpty();
    }

    @Test
    void keepsOneObjectAndOneRowOfAnOutcomeThatComesTwice() throws Exception {
        var outcome = Outcomes.succeeded(project, id, stage("a fox"));
        around.send(outcome).join();
        around.send(outcome).join();

        await().atMost(PATIENCE).until(() -> around.results(id).size() == 2);

        assertThat(around.results(id))
                .extracting(result -> result.getStatus())
                .containsOnly(GenerationStatus.SUCCEEDED);
        assertThat(around.keys("projects/" + project + "/content/")).hasSize(1);
        assertThat(around.rows(project)).hasSize(1);
    }

    @Test
    void insertsTheRowOfAGenerationThatWaitsAndMarksItWhenItRuns() {
        around.send(Outcomes.queued(project, id)).join();
        await().atMost(PATIENCE).until(() -> around.status(project).equals("queued"));

        around.send(Outcomes.started(project, id)).join();

        await().atMost(PATIENCE).until(() -> around.status(project).equals("running"));
        var row = around.rows(project).getFirst();
        assertThat(row.getInt("attempt")).isEqualTo(1);
        assertThat(row.getString("account")).isEqualTo("sketch-default");
        assertThat(row.getMap("timings", String.class, Instant.class))
                .isEqualTo(
                        Map.of("requestedAt", NOON, "admittedAt", NOON.plusMillis(5), "takenAt", NOON.plusMillis(20)));
    }

    @Test
    void marksTheRowOfAGenerationThatIsBeingStopped() {
        around.send(Outcomes.queued(project, id)).join();
        around.send(Outcomes.started(project, id)).join();
        await().atMost(PATIENCE).until(() -> around.status(project).equals("running"));

        around.send(Outcomes.canceling(project, id)).join();

        await().atMost(PATIENCE).until(() -> around.status(project).equals("canceling"));
        var row = around.rows(project).getFirst();
        assertThat(row.getInt("attempt")).isEqualTo(1);
        assertThat(row.getString("provider")).isEqualTo("sketch");
    }

    @Test
    void neverTakesARowBackWhenEventsComeAfterTheOutcome() {
        around.send(Outcomes.succeeded(project, id, Outcomes.inline("a fox"))).join();
        around.result(id);
        var after = around.rows(project).getFirst().getFormattedContents();
        var marker = UUID.randomUUID().toString();

        around.send(Outcomes.queued(project, id)).join();
        around.send(Outcomes.started(project, id)).join();
        around.send(Outcomes.canceling(project, id)).join();
        around.send(Outcomes.queued(project, marker)).join();

        await().atMost(PATIENCE).until(() -> around.rows(project).size() == 2);
        assertThat(around.rows(project))
                .filteredOn(row -> id.equals(row.getString("id")))
                .singleElement()
                .satisfies(row -> assertThat(row.getFormattedContents()).isEqualTo(after));
    }

    @Test
    void findsRowsByTag() {
        around.send(Outcomes.succeeded(project, id, Outcomes.inline("a fox"))).join();
        around.result(id);

        var found = around.session()
                .execute(
                        "SELECT id FROM generations WHERE project = ? AND day = ? AND tags CONTAINS ? AND status = ?",
                        project,
                        Rows.day(NOON),
                        "fox",
                        "succeeded")
                .all();

        assertThat(found).extracting(row -> row.getString("id")).containsExactly(id);
    }

    @Test
    void announcesTheResultsOfAProjectInTheOrderOfItsOutcomes() throws Exception {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(100).toList();
        around.flush(ids.stream()
                .map(each -> around.send(Outcomes.succeeded(project, each, Outcomes.inline("fox " + each))))
                .toList());

        await().atMost(PATIENCE).until(() -> around.resultsOf(project).size() == 100);

        assertThat(around.resultsOf(project))
                .extracting(result -> result.getGenerationId())
                .isEqualTo(ids);
        assertThat(around.rows(project)).hasSize(100);
        assertThat(sink.healthy()).isTrue();
    }

    private Output stage(String content) {
        var output = Outcomes.staged(project, id, content);
        around.objects().put(output.getLocation().orElseThrow(), content.getBytes(UTF_8), "image/png");
        return output;
    }

    private static String read(String key) throws Exception {
        try (var in = around.objects().open(key)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
