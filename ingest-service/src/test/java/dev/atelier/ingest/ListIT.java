package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListIT {
    private static final int ROWS = 250;
    private static final String KEY = "atl_list_project_0123456789";
    /** Three days, with several rows of the same millisecond. */
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    private static final List<RowOf> NEWEST_FIRST = rows();
    private static final Client CLIENT = new Client(Edge.service().port(), Optional.of(KEY));

    @BeforeAll
    static void fill() {
        Pipeline pipeline = Edge.pipeline();
        pipeline.key("key_list", KEY, "listed", false);
        NEWEST_FIRST.forEach(pipeline::row);
        Awaitility.await().until(() -> CLIENT.get("/v1/generations?limit=1").status() == 200);
    }

    private static List<RowOf> rows() {
        List<RowOf> rows = new ArrayList<>();
        for (int index = 0; index < ROWS; index++) {
            Instant at = FIRST.plus(Duration.ofMinutes(20L * (index / 2)));
            rows.add(new RowOf(
                    "listed",
                    GenerationIds.create(at),
                    at,
                    index % 5 == 0 ? "failed" : "succeeded",
                    index % 3 == 0 ? "atelier/other" : "atelier/sketch",
                    index % 7 == 0 ? Set.of("seventh", "any") : Set.of("any")));
        }
        rows.sort(Comparator.comparing(RowOf::requestedAt)
                .thenComparing(RowOf::id)
                .reversed());
        return rows;
    }

    @Test
    void pagesThroughAllOfThemOnce() {
        List<String> ids = walk("limit=37");

        assertThat(ids).containsExactlyElementsOf(expected(_ -> true));
        assertThat(new HashSet<>(ids)).hasSize(ROWS);
    }

    @Test
    void filtersByStatus() {
        assertThat(walk("status=failed&limit=13"))
                .containsExactlyElementsOf(expected(row -> row.status().equals("failed")));
    }

    @Test
    void filtersByTag() {
        assertThat(walk("tag=seventh&limit=10"))
                .containsExactlyElementsOf(expected(row -> row.tags().contains("seventh")));
    }

    @Test
    void filtersByModelStatusAndTagTogether() {
        assertThat(walk("model=atelier/other&status=succeeded&tag=seventh&limit=3"))
                .containsExactlyElementsOf(expected(row -> row.model().equals("atelier/other")
                        && row.status().equals("succeeded")
                        && row.tags().contains("seventh")));
    }

    @Test
    void filtersByTime() {
        Instant after = FIRST.plus(Duration.ofHours(10));
        Instant before = FIRST.plus(Duration.ofHours(33));

        assertThat(walk("after=%s&before=%s&limit=50".formatted(after, before)))
                .containsExactlyElementsOf(expected(row ->
                        !row.requestedAt().isBefore(after) && row.requestedAt().isBefore(before)));
    }

    @Test
    void isEmptyWhereNothingFits() {
        Answer answer = CLIENT.get("/v1/generations?tag=nothing");

        assertThat(answer.json().toString()).isEqualTo("{\"data\":[],\"next\":null}");
    }

    private static List<String> walk(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = CLIENT.get("/v1/generations?" + query + cursor);
            assertThat(page.status()).as(page.json().toString()).isEqualTo(200);
            page.json().path("data").forEach(one -> ids.add(one.path("id").asString()));
            cursor = page.json().path("next").isNull() ? "" : "&cursor=" + page.text("next");
        } while (!cursor.isEmpty());
        return ids;
    }

    private static List<String> expected(Predicate<RowOf> filter) {
        return NEWEST_FIRST.stream().filter(filter).map(RowOf::id).toList();
    }
}
