package dev.atelier.sink;

import static dev.atelier.sink.Surroundings.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.platform.metadata.MetadataStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rows of batches. */
class BatchIT {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final String project = "p-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();

    @Test
    void keepsTheLatestThatWasToldAndBringsItBack() {
        try (var around = new Surroundings("batch_it")) {
            try (var _ = SinkService.start(around.config())) {
                around.send(status(3, BatchState.FAILED, 2)).join();
                around.send(status(1, BatchState.RUNNING, 0)).join();
                await().atMost(PATIENCE)
                        .until(() -> row(around.session())
                                .filter(row -> row.getLong("revision") == 3)
                                .isPresent());
                around.send(status(4, BatchState.RUNNING, 2)).join();
                await().atMost(PATIENCE)
                        .until(() -> row(around.session())
                                .filter(row -> row.getLong("revision") == 4)
                                .isPresent());
            }
            var empty =
                    around.config("batch_again_it", around.config().cassandra().contactPoints());

            Rebuild.run(empty);

            Row kept = row(around.session()).orElseThrow();
            assertThat(kept.getString("status")).isEqualTo("running");
            assertThat(kept.getInt("succeeded")).isEqualTo(2);
            assertThat(kept.getInstant("ended_at")).isNull();
            assertThat(kept.getSet("tags", String.class)).containsExactly("demo");
            try (var rebuilt = MetadataStore.connect(empty.cassandra())) {
                assertThat(row(rebuilt.session()).orElseThrow().getFormattedContents())
                        .isEqualTo(kept.getFormattedContents());
            }
        }
    }

    private Optional<Row> row(CqlSession session) {
        return Optional.ofNullable(session.execute("SELECT * FROM batches WHERE project = ? AND id = ?", project, id)
                .one());
    }

    private BatchStatus status(long revision, BatchState state, int succeeded) {
        boolean over = state != BatchState.RUNNING;
        return BatchStatus.newBuilder()
                .setBatchId(id)
                .setProject(project)
                .setState(state)
                .setTags(List.of("demo"))
                .setTotal(3)
                .setActive(over ? 0 : 3 - succeeded)
                .setCounts(BatchCounts.newBuilder()
                        .setSucceeded(succeeded)
                        .setFailed(over ? 3 - succeeded : 0)
                        .build())
                .setRequestedAt(NOON)
                .setAt(NOON)
                .setEndedAt(over ? NOON : null)
                .setRevision(revision)
                .build();
    }
}
