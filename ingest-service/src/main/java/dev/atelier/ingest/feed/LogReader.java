package dev.atelier.ingest.feed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads again what lies on the log. */
@FunctionalInterface
interface LogReader {
    /**
     * Offsets of a partition.
     *
     * @param until the first that is not meant
     */
    record Range(long from, long until) {}

    /**
     * The news that lie in {@code ranges} and are {@code wanted}, in no order; empty when they cannot be had: they are no longer kept,
     * they are too many, or it takes too long.
     */
    Optional<List<Entry>> read(Map<Part, Range> ranges, Predicate<News> wanted) throws InterruptedException;
}
