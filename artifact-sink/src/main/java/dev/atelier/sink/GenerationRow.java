package dev.atelier.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.atelier.event.ArtifactReference;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.PatternReference;
import dev.atelier.event.Target;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.metadata.WriteTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row of {@code generations}. What only its end can tell is left unset when it does not apply, which costs no tombstone;
 * what an earlier step may have written is then set to null, so that the end alone decides what the row says.
 */
final class GenerationRow {
    /** Longer words cannot be indexed. Dispatch admits none; a rejected request may hold some. */
    private static final int LONGEST_INDEXED = 256;

    private static final List<String> COLUMNS = List.of(
            "project",
            "day",
            "requested_at",
            "id",
            "status",
            "model",
            "capability",
            "provider",
            "account",
            "provider_model",
            "input",
            "style",
            "parameters",
            "tags",
            "lane",
            "parent_id",
            "attempt",
            "worker",
            "provider_request_id",
            "timings",
            "metrics",
            "details",
            "cost_micros",
            "failure_kind",
            "failure_message",
            "failure_field",
            "failure_retry_after_ms",
            "artifacts",
            "pattern_id",
            "pattern_version",
            "pattern_format",
            "pattern_template");
    private static final String INSERT = "INSERT INTO generations (%s) VALUES (%s) USING TIMESTAMP :written"
            .formatted(
                    String.join(", ", COLUMNS),
                    COLUMNS.stream().map(":"::concat).collect(Collectors.joining(", ")));

    private final PreparedStatement insert;
    private final UserDefinedType artifactType;

    GenerationRow(CqlSession session) {
        insert = session.prepare(INSERT);
        var artifacts =
                (ListType) insert.getVariableDefinitions().get("artifacts").getType();
        artifactType = (UserDefinedType) artifacts.getElementType();
    }

    /** The row of a generation that waits. */
    BoundStatement queued(GenerationAdmitted admitted) {
        var request = admitted.getRequest();
        var columns = new Columns(insert);
        request(columns, request, WriteTime.QUEUED);
        model(columns, admitted.getModel(), admitted.getCapability());
        target(columns, admitted.getTargets().stream().findFirst());
        columns.text("status", "queued");
        columns.number("attempt", 0);
        columns.map(
                "timings",
                Map.of(Times.REQUESTED, request.getRequestedAt(), Times.ADMITTED, admitted.getAdmittedAt()),
                Instant.class);
        return columns.statement();
    }

    /** The row of a generation at its end. */
    BoundStatement finished(Settled settled) {
        var outcome = settled.outcome();
        var columns = new Columns(insert);
        request(columns, settled.request(), WriteTime.FINISHED);
        model(columns, outcome.getModel(), outcome.getCapability());
        target(columns, outcome.getTarget());
        columns.text("status", Words.of(settled.status()));
        columns.number("attempt", outcome.getAttempt());
        columns.text("worker", outcome.getWorker());
        columns.text("provider_request_id", outcome.getProviderRequestId());
        columns.map("timings", Times.of(settled.timings()), Instant.class);
        columns.map("metrics", outcome.getMetrics(), Double.class);
        columns.map("details", outcome.getDetails(), String.class);
        columns.number("cost_micros", outcome.getCostMicros());
        settled.failure().ifPresent(failure -> failure(columns, failure));
        columns.list(
                "artifacts", settled.artifacts().stream().map(this::artifact).toList());
        return columns.statement();
    }

    private static void request(Columns columns, GenerationRequested request, WriteTime rank) {
        columns.number("written", rank.micros(request.getRequestedAt()));
        columns.text("project", request.getProject());
        columns.day("day", Rows.day(request.getRequestedAt()));
        columns.time("requested_at", request.getRequestedAt());
        columns.text("id", request.getGenerationId());
        columns.text("input", request.getInput());
        columns.text("style", request.getStyle());
        columns.text("lane", Words.of(request.getLane()));
        columns.text("parent_id", request.getParentId());
        request.getPattern().ifPresent(pattern -> pattern(columns, pattern));
        columns.texts(
                "tags",
                request.getTags().stream()
                        .filter(tag -> tag.length() <= LONGEST_INDEXED)
                        .collect(Collectors.toSet()));
    }

    private static void pattern(Columns columns, PatternReference pattern) {
        columns.text("pattern_id", shortened(pattern.getPatternId()));
        columns.number("pattern_version", pattern.getVersion());
        columns.text("pattern_format", pattern.getFormat());
        columns.text("pattern_template", pattern.getTemplate());
    }

    /** What is indexed, cut where it is too long for that. */
    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_INDEXED));
    }

    private static void model(Columns columns, String model, Capability capability) {
        columns.text("model", shortened(model));
        columns.text("capability", Words.of(capability));
    }

    private static void target(Columns columns, Optional<Target> target) {
        columns.textOrNull("provider", target.map(Target::getProvider));
        columns.textOrNull("account", target.map(Target::getAccount));
        columns.textOrNull("provider_model", target.map(Target::getProviderModel));
        columns.textOrNull("parameters", target.map(Target::getParameters));
    }

    private static void failure(Columns columns, GenerationFailure failure) {
        columns.text("failure_kind", Failures.code(failure.getKind()));
        columns.text("failure_message", failure.getMessage());
        columns.text("failure_field", failure.getField());
        columns.number("failure_retry_after_ms", failure.getRetryAfterMillis());
    }

    private UdtValue artifact(ArtifactReference artifact) {
        return artifactType
                .newValue()
                .setString("id", artifact.getId())
                .setString("media_type", artifact.getMediaType())
                .setLong("bytes", artifact.getBytes())
                .setString("sha256", artifact.getSha256())
                .set("width", artifact.getWidth().orElse(null), Integer.class)
                .set("height", artifact.getHeight().orElse(null), Integer.class)
                .setString("key", artifact.getKey());
    }
}
