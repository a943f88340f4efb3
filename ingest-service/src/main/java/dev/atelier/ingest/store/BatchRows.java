package dev.atelier.ingest.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.atelier.ingest.store.Batch.Counts;
import dev.atelier.ingest.store.Generation.Fault;
import java.util.List;
import java.util.Optional;

/**
 * The rows of batches, as the sink writes them. Calls block, so run them on virtual threads; they throw the driver's {@link
 * com.datastax.oss.driver.api.core.DriverException} when Cassandra does not answer. Thread-safe.
 */
public final class BatchRows {
    private static final String COLUMNS = """
            project, id, requested_at, status, model, tags, total, round, waiting, active, succeeded, failed, canceled, \
            expired, rejected, cost_micros, failure_kind, failure_message, failure_field, fingerprint, updated_at, \
            ended_at, retry_until, revision""";

    private final CqlSession session;
    private final PreparedStatement one;
    private final PreparedStatement page;

    public BatchRows(CqlSession session) {
        this.session = requireNonNull(session);
        one = session.prepare("SELECT %s FROM batches WHERE project = ? AND id = ?".formatted(COLUMNS));
        page = session.prepare(
                "SELECT %s FROM batches WHERE project = ? AND (requested_at, id) < (?, ?) LIMIT ?".formatted(COLUMNS));
    }

    /**
     * A part of the list.
     *
     * @param next where the next part begins; absent at the end of the list
     */
    public record Page(List<Batch> batches, Optional<Position> next) {
        public Page {
            batches = List.copyOf(batches);
        }
    }

    /** The row of batch {@code id} of {@code project}, once the sink has written it. */
    public Optional<Batch> find(String project, String id) {
        return Optional.ofNullable(session.execute(one.bind(project, id)).one()).map(BatchRows::batch);
    }

    /** Up to {@code limit} batches of {@code project}, newest first. */
    public Page list(String project, Position from, int limit) {
        // One more than is shown tells whether there is a next page.
        List<Batch> found = session.execute(page.bind(project, from.requestedAt(), from.id(), limit + 1)).all().stream()
                .map(BatchRows::batch)
                .toList();
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        Batch last = found.get(limit - 1);
        return new Page(found.subList(0, limit), Optional.of(new Position(last.requestedAt(), last.id())));
    }

    private static Batch batch(Row row) {
        return new Batch(
                text(row, "project").orElseThrow(),
                text(row, "id").orElseThrow(),
                requireNonNull(row.getInstant("requested_at")),
                text(row, "status").flatMap(Status::of).orElse(Status.RUNNING),
                text(row, "model"),
                requireNonNull(row.getSet("tags", String.class)).stream()
                        .sorted()
                        .toList(),
                row.getInt("round"),
                counts(row),
                row.getLong("cost_micros"),
                text(row, "failure_kind")
                        .map(kind ->
                                new Fault(kind, text(row, "failure_message").orElse(""), text(row, "failure_field"))),
                text(row, "fingerprint"),
                requireNonNull(row.getInstant("updated_at")),
                Optional.ofNullable(row.getInstant("ended_at")),
                Optional.ofNullable(row.getInstant("retry_until")),
                row.getLong("revision"));
    }

    private static Counts counts(Row row) {
        return new Counts(
                row.getInt("total"),
                row.getInt("waiting"),
                row.getInt("active"),
                row.getInt("succeeded"),
                row.getInt("failed"),
                row.getInt("canceled"),
                row.getInt("expired"),
                row.getInt("rejected"));
    }

    private static Optional<String> text(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }
}
