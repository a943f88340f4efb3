package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchProgress;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchStatus;
import java.time.Duration;
import java.time.Instant;

/** What is told of a batch. Pure. */
final class Statuses {
    private Statuses() {}

    /** {@code window} is how long it is remembered once it has ended. */
    static BatchStatus of(BatchRequested wanted, Batch batch, Duration window, Instant now) {
        BatchProgress progress = batch.progress();
        return BatchStatus.newBuilder()
                .setBatchId(wanted.getBatchId())
                .setProject(wanted.getProject())
                .setState(batch.state())
                .setModel(wanted.getModel().orElse(null))
                .setTags(wanted.getTags())
                .setTotal(progress.getTotal())
                .setRound(progress.getRound())
                .setWaiting(progress.getWaiting())
                .setActive(progress.getActive().size())
                .setCounts(progress.getCounts())
                .setCostMicros(progress.getCostMicros())
                .setFailure(progress.getFailure().orElse(null))
                .setFingerprint(wanted.getFingerprint().orElse(null))
                .setRequestedAt(wanted.getRequestedAt())
                .setAt(now)
                .setEndedAt(progress.getEndedAt().orElse(null))
                .setRetryUntil(progress.getEndedAt()
                        .filter(_ -> batch.retryable() > 0)
                        .map(end -> end.plus(window))
                        .orElse(null))
                .setWebhook(wanted.getWebhook().orElse(null))
                .setWebhookEvents(wanted.getWebhookEvents())
                .setRevision(progress.getRevision())
                .build();
    }
}
