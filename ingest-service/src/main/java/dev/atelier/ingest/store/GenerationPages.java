package dev.atelier.ingest.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.atelier.ingest.store.GenerationRows.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lists generations: walks the days on which the project has any, newest first, one partition at a time, so that a page
 * costs what it shows and never a scan. Thread-safe.
 */
final class GenerationPages {
    /** A page looks at no more days than this; a filter that finds little answers a short page with a next one. */
    private static final int MOST_DAYS = 366;

    private final CqlSession session;
    private final PreparedStatement days;
    /** By the conditions in it; there are sixteen. */
    private final Map<String, PreparedStatement> statements = new ConcurrentHashMap<>();

    GenerationPages(CqlSession session) {
        this.session = session;
        days = session.prepare("SELECT day FROM generation_days WHERE project = ? AND day <= ?");
    }

    Page list(String project, Filter filter, Position from, int limit) {
        List<Generation> found = new ArrayList<>();
        Position position = from;
        int visited = 0;
        for (Row row : session.execute(days.bind(project, GenerationRows.day(from.requestedAt())))) {
            LocalDate day = requireNonNull(row.getLocalDate("day"));
            if (endsBefore(day, filter.after())) {
                return new Page(found, Optional.empty());
            }
            // One more than is shown tells whether there is a next page.
            found.addAll(ofDay(project, day, filter, position, limit + 1 - found.size()));
            if (found.size() > limit) {
                List<Generation> shown = found.subList(0, limit);
                return new Page(shown, Optional.of(Position.of(shown.getLast())));
            }
            if (++visited == MOST_DAYS) {
                return new Page(found, Optional.of(Position.before(start(day))));
            }
        }
        return new Page(found, Optional.empty());
    }

    private List<Generation> ofDay(String project, LocalDate day, Filter filter, Position from, int limit) {
        var conditions = new StringBuilder();
        List<Object> values = new ArrayList<>(List.of(project, day, from.requestedAt(), from.id()));
        filter.status().ifPresent(status -> {
            conditions.append(" AND status = ?");
            values.add(status.word());
        });
        filter.tag().ifPresent(tag -> {
            conditions.append(" AND tags CONTAINS ?");
            values.add(tag);
        });
        filter.model().ifPresent(model -> {
            conditions.append(" AND model = ?");
            values.add(model);
        });
        filter.pattern().ifPresent(pattern -> {
            conditions.append(" AND pattern_id = ?");
            values.add(pattern);
        });
        values.add(limit);
        var statement = statements.computeIfAbsent(conditions.toString(), this::prepare);
        return session.execute(statement.bind(values.toArray())).all().stream()
                .map(RowReader::generation)
                .filter(generation -> !isOlder(generation, filter.after()))
                .toList();
    }

    private static boolean isOlder(Generation generation, Optional<Instant> time) {
        return time.map(limit -> generation.requestedAt().isBefore(limit)).orElse(false);
    }

    private PreparedStatement prepare(String conditions) {
        return session.prepare(SimpleStatement.newInstance("""
                SELECT %s FROM generations WHERE project = ? AND day = ? AND (requested_at, id) < (?, ?)%s LIMIT ?""".formatted(RowReader.COLUMNS, conditions)));
    }

    private static boolean endsBefore(LocalDate day, Optional<Instant> time) {
        return time.map(limit -> day.isBefore(GenerationRows.day(limit))).orElse(false);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
