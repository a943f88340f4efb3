package dev.atelier.ingest.store;

import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.platform.failure.Failures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one batch, from its row or from the log. Immutable.
 *
 * @param project     whose it is
 * @param id          its id
 * @param requestedAt when it was asked for
 * @param status      where it stands
 * @param model       the model as asked
 * @param tags        the client's own labels
 * @param round       how often what failed was tried again
 * @param counts      how many of it stand how
 * @param costMicros  what all of it cost so far, in millionths
 * @param fault       why nothing of it is run at all
 * @param fingerprint by which a request is told from another under the same idempotency key
 * @param updatedAt   when it stood so
 * @param endedAt     when it ended
 * @param retryUntil  until when what failed can be tried again
 * @param revision    counts what dispatch told of it; 0 before it told anything
 */
public record Batch(
        String project,
        String id,
        Instant requestedAt,
        Status status,
        Optional<String> model,
        List<String> tags,
        int round,
        Counts counts,
        long costMicros,
        Optional<Fault> fault,
        Optional<String> fingerprint,
        Instant updatedAt,
        Optional<Instant> endedAt,
        Optional<Instant> retryUntil,
        long revision) {
    public Batch {
        tags = List.copyOf(tags);
    }

    /**
     * How many of a batch stand how.
     *
     * @param waiting still to be admitted
     * @param active  admitted, in line or running
     */
    public record Counts(
            int total, int waiting, int active, int succeeded, int failed, int canceled, int expired, int rejected) {
        /** How many would be tried again. */
        public int retryable() {
            return failed + expired + rejected;
        }
    }

    /** A batch that was asked for and of which no more is known. */
    public static Batch asked(BatchRequested wanted) {
        return new Batch(
                wanted.getProject(),
                wanted.getBatchId(),
                wanted.getRequestedAt(),
                Status.QUEUED,
                wanted.getModel(),
                wanted.getTags(),
                0,
                new Counts(wanted.getTotal(), wanted.getTotal(), 0, 0, 0, 0, 0, 0),
                0,
                Optional.empty(),
                wanted.getFingerprint(),
                wanted.getRequestedAt(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** A batch as dispatch told it. */
    public static Batch of(BatchStatus told) {
        BatchCounts counts = told.getCounts();
        return new Batch(
                told.getProject(),
                told.getBatchId(),
                told.getRequestedAt(),
                status(told.getState()),
                told.getModel(),
                told.getTags(),
                told.getRound(),
                new Counts(
                        told.getTotal(),
                        told.getWaiting(),
                        told.getActive(),
                        counts.getSucceeded(),
                        counts.getFailed(),
                        counts.getCanceled(),
                        counts.getExpired(),
                        counts.getRejected()),
                told.getCostMicros(),
                told.getFailure()
                        .map(failure ->
                                new Fault(Failures.code(failure.getKind()), failure.getMessage(), failure.getField())),
                told.getFingerprint(),
                told.getAt(),
                told.getEndedAt(),
                told.getRetryUntil(),
                told.getRevision());
    }

    /** The same, being stopped; what is over stays as it is. */
    public Batch canceling() {
        return status.isFinal() ? this : with(Status.CANCELING, round, counts);
    }

    /** The same, once what failed is tried again. */
    public Batch retried() {
        var again = new Counts(counts.total(), counts.retryable(), 0, counts.succeeded(), 0, counts.canceled(), 0, 0);
        return with(Status.RUNNING, round + 1, again);
    }

    private Batch with(Status how, int whichRound, Counts many) {
        return new Batch(
                project,
                id,
                requestedAt,
                how,
                model,
                tags,
                whichRound,
                many,
                costMicros,
                fault,
                fingerprint,
                updatedAt,
                Optional.empty(),
                Optional.empty(),
                revision);
    }

    /** One that this version does not know goes on, as far as anyone can tell. */
    private static Status status(BatchState state) {
        return switch (state) {
            case RUNNING, UNKNOWN -> Status.RUNNING;
            case CANCELING -> Status.CANCELING;
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case CANCELED -> Status.CANCELED;
        };
    }
}
