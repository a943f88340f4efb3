package dev.atelier.ingest.store;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import dev.atelier.event.Capability;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.ingest.store.Generation.Wanted;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a row of table {@code generations}. Columns that were never written are null. */
final class RowReader {
    /** The columns it reads. */
    static final String COLUMNS = """
            project, id, requested_at, status, model, capability, input, style, tags, parent_id, provider, attempt, \
            timings, cost_micros, failure_kind, failure_message, failure_field, artifacts, \
            pattern_id, pattern_version, pattern_format, pattern_template""";

    private RowReader() {}

    static Generation generation(Row row) {
        return new Generation(
                text(row, "project").orElseThrow(),
                text(row, "id").orElseThrow(),
                requireNonNull(row.getInstant("requested_at")),
                wanted(row),
                text(row, "status").flatMap(Status::of).orElse(Status.QUEUED),
                text(row, "provider"),
                row.getInt("attempt"),
                Optional.empty(),
                requireNonNull(row.getMap("timings", String.class, Instant.class)),
                row.isNull("cost_micros") ? Optional.empty() : Optional.of(row.getLong("cost_micros")),
                text(row, "failure_kind").map(kind -> fault(row, kind)),
                artifacts(row));
    }

    private static Wanted wanted(Row row) {
        return new Wanted(
                text(row, "model"),
                text(row, "capability").flatMap(RowReader::capability),
                text(row, "input").orElse("{}"),
                text(row, "style"),
                requireNonNull(row.getSet("tags", String.class)).stream()
                        .sorted()
                        .toList(),
                text(row, "parent_id"),
                text(row, "pattern_id").map(id -> pattern(row, id)));
    }

    private static PatternReference pattern(Row row, String id) {
        return PatternReference.newBuilder()
                .setPatternId(id)
                .setVersion(row.getInt("pattern_version"))
                .setFormat(text(row, "pattern_format").orElse("json"))
                .setTemplate(text(row, "pattern_template").orElse(null))
                .build();
    }

    private static Fault fault(Row row, String kind) {
        return new Fault(
                kind.toLowerCase(Locale.ROOT),
                text(row, "failure_message").orElse("The generation did not succeed."),
                text(row, "failure_field"));
    }

    private static List<Artifact> artifacts(Row row) {
        return requireNonNull(row.getList("artifacts", UdtValue.class)).stream()
                .map(RowReader::artifact)
                .toList();
    }

    private static Artifact artifact(UdtValue value) {
        return new Artifact(
                requireNonNull(value.getString("id")),
                requireNonNull(value.getString("media_type")),
                value.getLong("bytes"),
                requireNonNull(value.getString("sha256")),
                value.isNull("width") ? Optional.empty() : Optional.of(value.getInt("width")),
                value.isNull("height") ? Optional.empty() : Optional.of(value.getInt("height")),
                requireNonNull(value.getString("key")));
    }

    private static Optional<Capability> capability(String word) {
        String symbol = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Capability.values())
                .filter(capability -> capability.name().equals(symbol))
                .findFirst();
    }

    private static Optional<String> text(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }
}
