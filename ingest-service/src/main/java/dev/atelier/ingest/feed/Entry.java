package dev.atelier.ingest.feed;

import java.time.Instant;

/**
 * News, and where on the log they lie.
 *
 * @param written when they were written
 */
record Entry(Part part, long offset, Instant written, News news) {
    /** The same, as if written at {@code other}. */
    Entry writtenAt(Instant other) {
        return new Entry(part, offset, other, news);
    }

    /** The same without a preview, which takes far more room than all else. */
    Entry withoutPreview() {
        return switch (news) {
            case News.OfGeneration of
            when of.preview().isPresent() -> new Entry(part, offset, written, of.withoutPreview());
            case News.OfGeneration _, News.OfBatch _ -> this;
        };
    }
}
