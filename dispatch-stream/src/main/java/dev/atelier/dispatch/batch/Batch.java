package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchProgress;
import dev.atelier.event.BatchState;
import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far a batch is, and what follows from what happens to it. Each of its generations is in exactly one of three states:
 * waiting to be admitted, active, or ended. Pure.
 */
record Batch(BatchProgress progress) {
    /**
     * Most that are admitted and have not ended. Enough that an account of a hundred slots never waits for the next, and so
     * few that a batch is stopped at once and its records never hold up anybody else's.
     */
    static final int MOST_ACTIVE = 256;

    /** Looks come late by some milliseconds; what a rate allowed meanwhile is made up for, and no more. */
    private static final Duration CATCHING_UP = Duration.ofMillis(100);

    /** One of {@code total}, whose upload came in {@code parts} of so many items. */
    static Batch of(int total, List<Integer> parts) {
        return new Batch(BatchProgress.newBuilder()
                .setTotal(total)
                .setParts(parts)
                .setWaiting(total)
                .setCounts(BatchCounts.newBuilder().build())
                .build());
    }

    /** One of {@code total} that cannot be made at all. */
    static Batch refused(int total, Failure failure, Instant now) {
        return new Batch(BatchProgress.newBuilder()
                .setTotal(total)
                .setWaiting(0)
                .setCounts(BatchCounts.newBuilder().setRejected(total).build())
                .setFailure(Failures.toEvent(failure))
                .setEndedAt(now)
                .build());
    }

    boolean isOver() {
        return progress.getWaiting() == 0 && progress.getActive().isEmpty();
    }

    /** Whether another of its generations is to be admitted now. */
    boolean hasRoom() {
        return progress.getWaiting() > 0 && progress.getActive().size() < MOST_ACTIVE;
    }

    /** When the next may be admitted, where there is room and the batch has a rate. */
    Instant admitFrom() {
        return progress.getAdmitFrom().orElse(Instant.EPOCH);
    }

    /** Another was admitted {@code now}: at {@code rate} a second the next comes no sooner than its share of a second later. */
    Batch paced(double rate, Instant now) {
        Instant from = Stream.of(admitFrom(), now.minus(CATCHING_UP))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Batch(BatchProgress.newBuilder(progress)
                .setAdmitFrom(from.plusNanos(Math.round(1e9 / rate)).truncatedTo(ChronoUnit.MICROS))
                .build());
    }

    boolean isActive(int index) {
        return progress.getActive().contains(index);
    }

    BatchState state() {
        BatchCounts counts = progress.getCounts();
        if (!isOver()) {
            return progress.getCanceled() ? BatchState.CANCELING : BatchState.RUNNING;
        }
        if (counts.getSucceeded() == progress.getTotal()) {
            return BatchState.SUCCEEDED;
        }
        return progress.getCanceled() && counts.getCanceled() > 0 ? BatchState.CANCELED : BatchState.FAILED;
    }

    /** How many of it would be tried again. */
    int retryable() {
        BatchCounts counts = progress.getCounts();
        return progress.getFailure().isPresent() ? 0 : counts.getFailed() + counts.getExpired() + counts.getRejected();
    }

    /** The one at {@code index} is let in. */
    Batch admitted(int index) {
        List<Integer> active = new ArrayList<>(progress.getActive());
        active.add(index);
        return new Batch(BatchProgress.newBuilder(progress)
                .setNext(index + 1)
                .setWaiting(progress.getWaiting() - 1)
                .setActive(active)
                .build());
    }

    /** The one at {@code index}, which is active, ended {@code how}. */
    Batch ended(int index, GenerationStatus how, long costMicros, Instant now) {
        List<Integer> active = new ArrayList<>(progress.getActive());
        active.remove(Integer.valueOf(index));
        return new Batch(BatchProgress.newBuilder(progress)
                        .setActive(active)
                        .setCounts(counted(how))
                        .setCostMicros(progress.getCostMicros() + costMicros)
                        .build())
                .over(now);
    }

    /** Somebody wants it stopped: what waits never begins. */
    Batch canceled(Instant now) {
        BatchCounts counts = progress.getCounts();
        return new Batch(BatchProgress.newBuilder(progress)
                        .setWaiting(0)
                        .setCounts(BatchCounts.newBuilder(counts)
                                .setCanceled(counts.getCanceled() + progress.getWaiting())
                                .build())
                        .setCanceled(true)
                        .build())
                .over(now);
    }

    /** What failed is tried again. */
    Batch retried() {
        return new Batch(BatchProgress.newBuilder(progress)
                .setRound(progress.getRound() + 1)
                .setNext(0)
                .setWaiting(retryable())
                .setCounts(BatchCounts.newBuilder(progress.getCounts())
                        .setFailed(0)
                        .setExpired(0)
                        .setRejected(0)
                        .build())
                .setCanceled(false)
                .setEndedAt(null)
                .build());
    }

    /** Its status is told once more. */
    Batch told() {
        return new Batch(BatchProgress.newBuilder(progress)
                .setRevision(progress.getRevision() + 1)
                .build());
    }

    private Batch over(Instant now) {
        return isOver()
                ? new Batch(BatchProgress.newBuilder(progress).setEndedAt(now).build())
                : this;
    }

    private BatchCounts counted(GenerationStatus how) {
        var counts = BatchCounts.newBuilder(progress.getCounts());
        return switch (how) {
            case SUCCEEDED -> counts.setSucceeded(counts.getSucceeded() + 1).build();
            case CANCELED -> counts.setCanceled(counts.getCanceled() + 1).build();
            case EXPIRED -> counts.setExpired(counts.getExpired() + 1).build();
            case REJECTED -> counts.setRejected(counts.getRejected() + 1).build();
            case FAILED, UNKNOWN -> counts.setFailed(counts.getFailed() + 1).build();
        };
    }
}
