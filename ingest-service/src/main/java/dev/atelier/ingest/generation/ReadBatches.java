package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.live.Barrier;
import dev.atelier.ingest.live.BatchView;
import dev.atelier.ingest.live.BatchView.BatchKey;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.BatchRows;
import dev.atelier.ingest.store.BatchRows.Page;
import dev.atelier.ingest.store.Position;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads batches. Whatever was accepted before the call is found, on whichever instance, although its row is written later:
 * before it says that there is none, it reads the log to its end. A list comes from the rows alone. Thread-safe.
 */
public final class ReadBatches {
    /** Most on one page. */
    public static final int MOST = 200;
    /** As many as a page has unasked. */
    public static final int USUAL = 50;

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final BatchView view;
    private final Barrier barrier;
    private final BatchRows rows;
    private final InstantSource clock;

    public ReadBatches(BatchView view, Barrier barrier, BatchRows rows, InstantSource clock) {
        this.view = requireNonNull(view);
        this.barrier = requireNonNull(barrier);
        this.rows = requireNonNull(rows);
        this.clock = requireNonNull(clock);
    }

    /** Batch {@code id} of {@code project}; refused when there is none. */
    public Batch get(String project, String id) throws InterruptedException {
        Optional<Batch> known = find(project, id);
        return known.isPresent() || !GenerationIds.isValid(id)
                ? known.orElseThrow(ReadBatches::none)
                : first(project, id);
    }

    /** A page of the list of {@code project}, newest first. */
    public Page list(String project, Optional<String> cursor, int limit) {
        // A producer's clock may be ahead of this one's, and its batches are listed nevertheless.
        Position start = Position.before(clock.instant().plus(Duration.ofDays(1)));
        return rows.list(project, cursor.map(Cursor::decode).orElse(start), limit);
    }

    /** What is known of it at once. */
    Optional<Batch> find(String project, String id) {
        if (!GenerationIds.isValid(id)) {
            return Optional.empty();
        }
        Optional<Batch> seen = view.find(new BatchKey(project, id));
        if (seen.filter(batch -> batch.revision() > 0).isPresent()) {
            return seen;
        }
        // Dispatch may have told of it before this instance listened.
        return Stream.of(seen, rows.find(project, id))
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Batch::revision));
    }

    /** As it was asked for first, once the log is read to its end; refused when there is none. */
    Batch first(String project, String id) throws InterruptedException {
        if (!barrier.pass(PATIENCE)) {
            throw RefusedException.unavailable(
                    "The log could not be read in time to tell whether there is such an id.");
        }
        return find(project, id).orElseThrow(ReadBatches::none);
    }

    private static RefusedException none() {
        return new RefusedException(new NotFound("There is no batch with this id."));
    }
}
