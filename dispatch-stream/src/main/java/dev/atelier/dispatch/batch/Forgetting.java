package dev.atelier.dispatch.batch;

import dev.atelier.dispatch.batch.Expiry.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Forgets what is over for long, and the items of batches that were never asked for. */
final class Forgetting {
    /** Far longer than any sending of items takes. */
    private static final Duration UPLOADING = Duration.ofHours(1);
    /** Bounds the work of one look; the rest is done at the next. */
    private static final int MOST_LOOKS = 8;

    private static final int MOST_MARKS = 1_000;
    /** Stands for the batch itself. */
    private static final String NO_UPLOAD = "";

    private final Book book;
    private final Uploads uploads;
    private final Failed failed;
    private final Expiry expiry;
    private final Duration window;

    Forgetting(Book book, Uploads uploads, Failed failed, Expiry expiry, Duration window) {
        this.book = book;
        this.uploads = uploads;
        this.failed = failed;
        this.expiry = expiry;
        this.window = window;
    }

    /** An upload has begun. */
    void begun(BatchKey batch, String uploadId, Instant now) {
        expiry.set(now.plus(UPLOADING), batch, uploadId);
    }

    /** A batch has ended. */
    void ended(BatchKey batch, Instant now) {
        expiry.set(now.plus(window), batch, NO_UPLOAD);
    }

    /** Forgets what is due. */
    void tick(Instant now) {
        for (Due due : expiry.due(now, MOST_LOOKS)) {
            if (look(due, now)) {
                expiry.done(due);
            }
        }
    }

    /** Whether there is nothing left to do. */
    private boolean look(Due due, Instant now) {
        if (!due.uploadId().equals(NO_UPLOAD)) {
            uploads.forgetUntaken(due.batch(), due.uploadId());
            return true;
        }
        Optional<Batch> batch = book.find(due.batch());
        boolean isOld = batch.flatMap(known -> known.progress().getEndedAt())
                .filter(end -> !end.plus(window).isAfter(now))
                .isPresent();
        return !isOld || forget(due.batch(), batch.orElseThrow());
    }

    private boolean forget(BatchKey key, Batch batch) {
        if (!failed.forget(key, MOST_MARKS)) {
            return false;
        }
        book.wanted(key)
                .getUploadId()
                .ifPresent(upload ->
                        uploads.forget(key, upload, batch.progress().getParts().size()));
        book.forget(key);
        return true;
    }
}
