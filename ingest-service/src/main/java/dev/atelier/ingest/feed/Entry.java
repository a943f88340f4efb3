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
}
