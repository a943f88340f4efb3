package dev.atelier.sink;

import static dev.atelier.sink.Surroundings.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.atelier.platform.metadata.MetadataStore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows that were lost come back as they were. */
class RebuildIT {
    private final String project = "p-" + UUID.randomUUID();

    @Test
    void givesAnEmptyKeyspaceTheRowsThatWereThere() throws Exception {
        try (var around = new Surroundings("rebuild_it")) {
            var staged = newId();
            var output = Outcomes.staged(project, staged, "a large fox");
            around.objects().put(output.getLocation().orElseThrow(), "a large fox".getBytes(UTF_8), "image/png");
            try (var _ = SinkService.start(around.config())) {
                around.send(Outcomes.queued(project, staged)).join();
                around.send(Outcomes.started(project, staged)).join();
                around.send(Outcomes.succeeded(project, staged, output)).join();
                around.send(Outcomes.succeeded(project, newId(), Outcomes.inline("a fox")))
                        .join();
                around.send(Outcomes.failed(project, newId())).join();
                String rejected = newId();
                around.send(Outcomes.rejected(project, rejected)).join();
                // Anybody may have asked under such a name; there is no row of it, and it holds up nothing.
                around.send(Outcomes.rejected(project, "../../" + newId())).join();
                await().atMost(PATIENCE).until(() -> around.resultsOf(project).size() == 5);
                around.send(Outcomes.amended(project, rejected)
                                .setAddedTags(List.of("kept"))
                                .build())
                        .join();
                await().atMost(PATIENCE)
                        .until(() ->
                                rows(around.session(), "generations").stream().anyMatch(row -> row.contains("kept")));
            }
            var original = rows(around.session(), "generations");
            var times = rows(around.session(), "generation_times");
            var empty = around.config("rebuilt_it", around.config().cassandra().contactPoints());

            long kept = Rebuild.run(empty);

            assertThat(kept).isGreaterThanOrEqualTo(4);
            assertThat(original).hasSize(4);
            try (var rebuilt = MetadataStore.connect(empty.cassandra())) {
                assertThat(rows(rebuilt.session(), "generations")).containsExactlyInAnyOrderElementsOf(original);
                assertThat(rows(rebuilt.session(), "generation_times")).containsExactlyInAnyOrderElementsOf(times);
            }
            around.awaitAllResults();
            assertThat(around.resultsOf(project)).hasSize(5);
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private List<String> rows(CqlSession session, String table) {
        return session.execute("SELECT * FROM " + table).all().stream()
                .filter(row -> project.equals(row.getString("project")))
                .map(Row::getFormattedContents)
                .toList();
    }
}
