package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationFailure;
import dev.atelier.platform.failure.Failures;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Writes the rows of batches. Each write carries the time that ranks it, when the batch was asked for plus the number of the
 * status, so statuses may come in any order and more than once: a row never goes back. Thread-safe; does not block.
 */
final class BatchRows {
    private static final List<String> COLUMNS = List.of(
            "project",
            "requested_at",
            "id",
            "status",
            "model",
            "tags",
            "total",
            "round",
            "waiting",
            "active",
            "succeeded",
            "failed",
            "canceled",
            "expired",
            "rejected",
            "cost_micros",
            "failure_kind",
            "failure_message",
            "failure_field",
            "fingerprint",
            "updated_at",
            "ended_at",
            "retry_until",
            "revision");
    private static final String INSERT = "INSERT INTO batches (%s) VALUES (%s) USING TIMESTAMP :written"
            .formatted(
                    String.join(", ", COLUMNS),
                    COLUMNS.stream().map(":"::concat).collect(Collectors.joining(", ")));

    private final CqlSession session;
    private final PreparedStatement insert;

    BatchRows(CqlSession session) {
        this.session = requireNonNull(session);
        insert = session.prepare(INSERT);
    }

    /** Batches were said to stand so; of each, what was said last counts. */
    List<CompletableFuture<Void>> toldLast(List<BatchStatus> statuses) {
        Map<String, BatchStatus> last = new HashMap<>();
        statuses.stream()
                .filter(status -> Addresses.usable(status.getProject(), status.getBatchId()))
                .forEach(status -> last.merge(
                        status.getBatchId(),
                        status,
                        BinaryOperator.maxBy(Comparator.comparingLong(BatchStatus::getRevision))));
        return last.values().stream().map(this::told).toList();
    }

    /** A batch stands so. */
    CompletableFuture<Void> told(BatchStatus status) {
        var columns = new Columns(insert);
        columns.number(
                "written",
                TimeUnit.MILLISECONDS.toMicros(status.getRequestedAt().toEpochMilli()) + status.getRevision());
        columns.text("project", status.getProject());
        columns.time("requested_at", status.getRequestedAt());
        columns.text("id", status.getBatchId());
        columns.text("status", Words.of(status.getState()));
        columns.text("model", status.getModel());
        columns.texts("tags", Set.copyOf(status.getTags()));
        columns.text("fingerprint", status.getFingerprint());
        columns.time("updated_at", status.getAt());
        columns.timeOrNull("ended_at", status.getEndedAt());
        columns.timeOrNull("retry_until", status.getRetryUntil());
        columns.number("revision", status.getRevision());
        status.getFailure().ifPresent(failure -> failure(columns, failure));
        numbers(columns, status);
        return session.executeAsync(columns.statement()).toCompletableFuture().thenAccept(_ -> {});
    }

    private static void numbers(Columns columns, BatchStatus status) {
        columns.number("total", status.getTotal());
        columns.number("round", status.getRound());
        columns.number("waiting", status.getWaiting());
        columns.number("active", status.getActive());
        BatchCounts counts = status.getCounts();
        columns.number("succeeded", counts.getSucceeded());
        columns.number("failed", counts.getFailed());
        columns.number("canceled", counts.getCanceled());
        columns.number("expired", counts.getExpired());
        columns.number("rejected", counts.getRejected());
        columns.number("cost_micros", status.getCostMicros());
    }

    private static void failure(Columns columns, GenerationFailure failure) {
        columns.text("failure_kind", Failures.code(failure.getKind()));
        columns.text("failure_message", failure.getMessage());
        columns.text("failure_field", failure.getField());
    }
}
