package dev.atelier.ingest.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The rows of generations, as the sink writes them. Calls block, so run them on virtual threads; they throw the
 * driver's {@link com.datastax.oss.driver.api.core.DriverException} when Cassandra does not answer. Thread-safe.
 */
public final class GenerationRows {
    private final CqlSession session;
    private final PreparedStatement time;
    private final PreparedStatement one;
    private final PreparedStatement ping;
    private final GenerationPages pages;

    public GenerationRows(CqlSession session) {
        this.session = requireNonNull(session);
        time = session.prepare("SELECT requested_at, forgotten FROM generation_times WHERE project = ? AND id = ?");
        one = session.prepare("SELECT %s FROM generations WHERE project = ? AND day = ? AND requested_at = ? AND id = ?"
                .formatted(RowReader.COLUMNS));
        ping = session.prepare("SELECT key FROM system.local");
        pages = new GenerationPages(session);
    }

    /** The row of generation {@code id} of {@code project}, once the sink has written it. */
    public Kept find(String project, String id) {
        Row found = session.execute(time.bind(project, id)).one();
        if (found == null) {
            return new Kept.Nothing();
        }
        return found.getBoolean("forgotten")
                ? new Kept.Forgotten()
                : find(project, id, requireNonNull(found.getInstant("requested_at")));
    }

    private Kept find(String project, String id, Instant requestedAt) {
        Row row = session.execute(one.bind(project, day(requestedAt), requestedAt, id))
                .one();
        return row == null ? new Kept.Nothing() : new Kept.There(RowReader.generation(row));
    }

    /** Up to {@code limit} generations of {@code project} that {@code filter} lets through, newest first. */
    public Page list(String project, Filter filter, Position from, int limit) {
        return pages.list(project, filter, from, limit);
    }

    /** Asks Cassandra for anything at all. */
    public void ping() {
        session.execute(ping.bind());
    }

    /** The day whose partition has what was asked for at {@code time}. */
    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /**
     * A part of the list.
     *
     * @param generations what is on it
     * @param next        where the next part begins; absent at the end of the list
     */
    public record Page(List<Generation> generations, Optional<Position> next) {
        public Page {
            generations = List.copyOf(generations);
        }
    }
}
