package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationRequested;
import dev.atelier.platform.metadata.WriteTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the rows of generations. Every write carries the time that ranks it ({@link WriteTime}), so writes may come in any
 * order and more than once: a row never goes back, and replaying gives the same rows. Thread-safe; does not block.
 */
final class Rows {
    private static final String INSERT_TIME = "INSERT INTO generation_times (project, id, requested_at)"
            + " VALUES (:project, :id, :requested_at) USING TIMESTAMP :written";
    private static final String INSERT_DAY =
            "INSERT INTO generation_days (project, day) VALUES (:project, :day) USING TIMESTAMP :written";
    private static final String RUN = "UPDATE generations USING TIMESTAMP :written"
            + " SET status = 'running', attempt = :attempt, provider = :provider, timings[:step] = :at"
            + " WHERE project = :project AND day = :day AND requested_at = :requested_at AND id = :id";
    /** Says no more than that: how and where it ran is for the other steps to tell, which may come later. */
    private static final String CANCEL = "UPDATE generations USING TIMESTAMP :written SET status = 'canceling'"
            + " WHERE project = :project AND day = :day AND requested_at = :requested_at AND id = :id";

    private static final String TAG = "UPDATE generations USING TIMESTAMP :written"
            + " SET tags = tags - :removed, tags = tags + :added"
            + " WHERE project = :project AND day = :day AND requested_at = :requested_at AND id = :id";
    private static final String FORGET = "DELETE FROM generations USING TIMESTAMP :written"
            + " WHERE project = :project AND day = :day AND requested_at = :requested_at AND id = :id";
    private static final String FORGET_TIME =
            "UPDATE generation_times USING TIMESTAMP :written SET forgotten = true WHERE project = :project AND id = :id";
    /** Days remembered as written; forgotten all at once, for writing one again does no harm. */
    private static final int MOST_DAYS = 10_000;

    private record Day(String project, LocalDate day) {}

    private final CqlSession session;
    private final GenerationRow row;
    private final PreparedStatement insertTime;
    private final PreparedStatement insertDay;
    private final PreparedStatement run;
    private final PreparedStatement cancel;
    private final PreparedStatement tag;
    private final PreparedStatement forget;
    private final PreparedStatement forgetTime;
    private final Set<Day> days = ConcurrentHashMap.newKeySet();

    Rows(CqlSession session) {
        this.session = requireNonNull(session);
        row = new GenerationRow(session);
        insertTime = session.prepare(INSERT_TIME);
        insertDay = session.prepare(INSERT_DAY);
        run = session.prepare(RUN);
        cancel = session.prepare(CANCEL);
        tag = session.prepare(TAG);
        forget = session.prepare(FORGET);
        forgetTime = session.prepare(FORGET_TIME);
    }

    /** A generation waits for its turn. */
    CompletableFuture<Void> queued(GenerationAdmitted admitted) {
        return insert(admitted.getRequest(), row.queued(admitted), WriteTime.QUEUED);
    }

    /** A worker has taken a generation. */
    CompletableFuture<Void> running(GenerationEvent event) {
        var columns = new Columns(run);
        place(columns, event, WriteTime.RUNNING);
        columns.number("attempt", event.getAttempt());
        columns.text("provider", event.getProvider());
        columns.text("step", Times.TAKEN);
        columns.time("at", event.getAt());
        return execute(columns.statement());
    }

    /** A generation that a worker has is being stopped. */
    CompletableFuture<Void> canceling(GenerationEvent event) {
        var columns = new Columns(cancel);
        place(columns, event, WriteTime.CANCELING);
        return execute(columns.statement());
    }

    /** A generation is at its end. */
    CompletableFuture<Void> finished(Settled settled) {
        return insert(settled.request(), row.finished(settled), WriteTime.FINISHED);
    }

    /** Somebody changed what is kept of some generations. */
    List<CompletableFuture<Void>> allAmended(List<GenerationAmended> amendments) {
        return amendments.stream()
                .filter(amendment -> Addresses.usable(amendment.getProject(), amendment.getGenerationId()))
                .map(this::amended)
                .toList();
    }

    /** Somebody changed what is kept of a generation. */
    CompletableFuture<Void> amended(GenerationAmended amendment) {
        if (amendment.getDeleted()) {
            return forgotten(amendment);
        }
        var columns = place(new Columns(tag), amendment);
        columns.number("written", WriteTime.amended(amendment.getRequestedAt(), amendment.getAmendedAt()));
        columns.texts("removed", Set.copyOf(amendment.getRemovedTags()));
        columns.texts("added", Set.copyOf(amendment.getAddedTags()));
        return execute(columns.statement());
    }

    private CompletableFuture<Void> forgotten(GenerationAmended amendment) {
        long written = WriteTime.forgotten(amendment.getRequestedAt());
        var columns = place(new Columns(forget), amendment);
        columns.number("written", written);
        var time = new Columns(forgetTime);
        time.number("written", written);
        time.text("project", amendment.getProject());
        time.text("id", amendment.getGenerationId());
        return CompletableFuture.allOf(execute(columns.statement()), execute(time.statement()));
    }

    private static Columns place(Columns columns, GenerationAmended amendment) {
        columns.text("project", amendment.getProject());
        columns.day("day", day(amendment.getRequestedAt()));
        columns.time("requested_at", amendment.getRequestedAt());
        columns.text("id", amendment.getGenerationId());
        return columns;
    }

    /** The day whose partition holds what was requested then. */
    static LocalDate day(Instant requestedAt) {
        return requestedAt.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static void place(Columns columns, GenerationEvent event, WriteTime rank) {
        columns.number("written", rank.micros(event.getRequestedAt()));
        columns.text("project", event.getProject());
        columns.day("day", day(event.getRequestedAt()));
        columns.time("requested_at", event.getRequestedAt());
        columns.text("id", event.getGenerationId());
    }

    private CompletableFuture<Void> insert(GenerationRequested request, Statement<?> generation, WriteTime rank) {
        return CompletableFuture.allOf(execute(generation), insertTime(request, rank), insertDay(request, rank));
    }

    private CompletableFuture<Void> insertTime(GenerationRequested request, WriteTime rank) {
        var columns = new Columns(insertTime);
        columns.text("project", request.getProject());
        columns.text("id", request.getGenerationId());
        columns.time("requested_at", request.getRequestedAt());
        columns.number("written", rank.micros(request.getRequestedAt()));
        return execute(columns.statement());
    }

    private CompletableFuture<Void> insertDay(GenerationRequested request, WriteTime rank) {
        var day = new Day(request.getProject(), day(request.getRequestedAt()));
        if (days.contains(day)) {
            return Stages.nothing();
        }
        var columns = new Columns(insertDay);
        columns.text("project", day.project());
        columns.day("day", day.day());
        columns.number("written", rank.micros(request.getRequestedAt()));
        return execute(columns.statement()).thenRun(() -> remember(day));
    }

    private void remember(Day day) {
        if (days.size() >= MOST_DAYS) {
            days.clear();
        }
        days.add(day);
    }

    private CompletableFuture<Void> execute(Statement<?> statement) {
        return session.executeAsync(statement).toCompletableFuture().thenAccept(_ -> {});
    }
}
