package dev.atelier.sink;

import static dev.atelier.sink.Outcomes.NOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.PatternReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a row says does not depend on the order in which its steps are written. */
class RowsIT {
    private static Surroundings around;
    private static Rows rows;

    private final String id = UUID.randomUUID().toString();

    /** Writes one step of a generation. */
    private interface Step {
        CompletableFuture<Void> write(String project, String id);
    }

    private static final Step QUEUED = (project, id) ->
            rows.queued(Outcomes.queued(project, id).getAdmitted().orElseThrow());
    private static final Step RUNNING = (project, id) -> rows.running(Outcomes.started(project, id));
    private static final Step CANCELING = (project, id) -> rows.canceling(Outcomes.canceling(project, id));
    private static final Step CANCELED = (project, id) -> rows.finished(
            Settled.of(Outcomes.canceled(project, id), new Promotion.Stored(List.of()), NOON.plusSeconds(1)));
    private static final Step FAILED = (project, id) -> rows.finished(
            Settled.of(Outcomes.failed(project, id), new Promotion.Stored(List.of()), NOON.plusSeconds(1)));

    private static final Step KEPT = (project, id) -> rows.amended(
            Outcomes.amended(project, id).setAddedTags(List.of("kept")).build());
    private static final Step NO_FOX = (project, id) -> rows.amended(
            Outcomes.amended(project, id).setRemovedTags(List.of("fox")).build());
    private static final Step TAGGED_LATER = (project, id) -> rows.amended(Outcomes.amended(project, id)
            .setAddedTags(List.of("late"))
            .setAmendedAt(NOON.plusSeconds(120))
            .build());
    private static final Step FORGOTTEN = (project, id) ->
            rows.amended(Outcomes.amended(project, id).setDeleted(true).build());

    @BeforeAll
    static void start() {
        around = new Surroundings("rows_it");
        rows = new Rows(around.session());
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    @Test
    void saysWhereItRanAndThatItIsBeingStopped() {
        var written = inEachOrder(List.of(QUEUED, RUNNING, CANCELING));

        assertThat(written)
                .singleElement()
                .asString()
                .contains(
                        "\"status\": \"canceling\"", "\"attempt\": 1", "\"takenAt\"", "\"tags\": [\"demo\", \"fox\"]");
    }

    @Test
    void namesThePatternThatItWasAskedForBy() {
        Step queued = (project, name) -> rows.queued(GenerationAdmitted.newBuilder(
                        Outcomes.queued(project, name).getAdmitted().orElseThrow())
                .setRequest(byPattern(Outcomes.request(project, name)))
                .build());
        Step failed = (project, name) -> {
            var outcome = Outcomes.failed(project, name);
            return rows.finished(Settled.of(
                    GenerationOutcome.newBuilder(outcome)
                            .setRequest(byPattern(outcome.getRequest()))
                            .build(),
                    new Promotion.Stored(List.of()),
                    NOON.plusSeconds(1)));
        };

        assertThat(inEachOrder(List.of(queued, failed)))
                .singleElement()
                .asString()
                .contains(
                        "\"pattern_id\": \"pattern-1\"",
                        "\"pattern_version\": 3",
                        "\"pattern_format\": \"text\"",
                        "\"pattern_template\": \"{{animal}}\"");
    }

    private static GenerationRequested byPattern(GenerationRequested request) {
        return GenerationRequested.newBuilder(request)
                .setPattern(new PatternReference("pattern-1", 3, "text", "{{animal}}"))
                .build();
    }

    @Test
    void saysThatItIsBeingStoppedThoughNoWorkerTookIt() {
        var written = inEachOrder(List.of(QUEUED, CANCELING));

        assertThat(written).singleElement().asString().contains("\"status\": \"canceling\"", "\"attempt\": 0");
    }

    @Test
    void saysHowItEndedWhenItWasStopped() {
        var written = inEachOrder(List.of(QUEUED, RUNNING, CANCELING, CANCELED));

        assertThat(written)
                .singleElement()
                .asString()
                .contains("\"status\": \"canceled\"", "\"cost_micros\": 40000", "\"failure_kind\": null");
    }

    @Test
    void saysHowItEndedWhenStoppingItCameTooLate() {
        var written = inEachOrder(List.of(QUEUED, RUNNING, CANCELING, FAILED));

        assertThat(written).singleElement().asString().contains("\"status\": \"failed\"", "\"attempt\": 3");
    }

    @Test
    void saysWhatPeopleSaidOfItsLabels() {
        var written = inEachOrder(List.of(QUEUED, KEPT, NO_FOX, FAILED));

        assertThat(written)
                .singleElement()
                .asString()
                .contains("\"status\": \"failed\"", "\"tags\": [\"demo\", \"kept\"]");
    }

    @Test
    void saysNothingOnceAPersonWantedItForgotten() {
        assertThat(inEachOrder(List.of(QUEUED, TAGGED_LATER, FAILED, FORGOTTEN)))
                .containsExactly("no row");
    }

    /** The different rows that come of writing {@code steps}, each order in a project of its own. */
    private List<String> inEachOrder(List<Step> steps) {
        return orders(steps).stream().map(this::write).distinct().toList();
    }

    private String write(List<Step> order) {
        String project = "p-" + UUID.randomUUID();
        order.forEach(step -> step.write(project, id).join());
        var row = around.session()
                .execute(
                        "SELECT JSON id, status, attempt, provider, account, worker, tags, timings, cost_micros,"
                                + " failure_kind, pattern_id, pattern_version, pattern_format, pattern_template"
                                + " FROM generations WHERE project = ? AND day = ?",
                        project,
                        Rows.day(NOON))
                .one();
        return Optional.ofNullable(row)
                .map(found -> requireNonNull(found.getString(0)))
                .orElse("no row");
    }

    private static <T> List<List<T>> orders(List<T> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (T first : all) {
            var rest = new ArrayList<>(all);
            rest.remove(first);
            for (List<T> order : orders(rest)) {
                var whole = new ArrayList<>(order);
                whole.addFirst(first);
                orders.add(whole);
            }
        }
        return orders;
    }
}
