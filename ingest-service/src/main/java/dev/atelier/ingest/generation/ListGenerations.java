package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.store.GenerationRows.Page;
import dev.atelier.ingest.store.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lists the generations of a project from the rows of the metadata store, newest first. What was submitted a moment ago
 * is listed once the sink has its row, a fraction of a second later; {@link Read} finds it at once. Thread-safe.
 */
public final class ListGenerations {
    /** Most on one page. */
    public static final int MOST = 200;
    /** As many as a page has unasked. */
    public static final int USUAL = 50;

    private final GenerationRows rows;
    private final InstantSource clock;

    public ListGenerations(GenerationRows rows, InstantSource clock) {
        this.rows = requireNonNull(rows);
        this.clock = requireNonNull(clock);
    }

    /**
     * What is asked for.
     *
     * @param before only those asked for before this time
     * @param cursor where the page before ended, as its {@code next} said
     * @param limit  how many at most
     */
    public record Query(Filter filter, Optional<Instant> before, Optional<String> cursor, int limit) {}

    /** A page of the list of {@code project}. */
    public Page list(String project, Query query) {
        return rows.list(project, query.filter(), from(query), query.limit());
    }

    private Position from(Query query) {
        Position first = Position.before(query.before().orElseGet(this::afterAll));
        return query.cursor()
                .map(Cursor::decode)
                .filter(position -> position.requestedAt().isBefore(first.requestedAt()))
                .orElse(first);
    }

    /** A producer's clock may be ahead of this one's, and its generations are listed nevertheless. */
    private Instant afterAll() {
        return clock.instant().plus(Duration.ofDays(1));
    }
}
