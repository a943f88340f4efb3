package dev.atelier.ingest.feed;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.store.Generation.Fault;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The latest news of one partition, so that whoever was away for a moment is told of it without a look at the log. Bounded by
 * the room that they take. Not thread-safe: its feed guards it.
 */
final class History {
    /** What one of them takes beside its texts, roughly. */
    private static final int BASE = 400;

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final long most;
    private long from;
    private long next;
    private long size;

    /** One of partition that is read from {@code from} on, which takes {@code most} bytes at most, roughly. */
    History(long from, long most) {
        this.from = from;
        this.next = from;
        this.most = most;
    }

    /** The offset after the last record that was read. */
    long next() {
        return next;
    }

    /** Every record before {@code offset} has been read. */
    void reached(long offset) {
        next = Math.max(next, offset);
    }

    void add(Entry entry) {
        entries.put(entry.offset(), entry);
        size += weight(entry.news());
        while (size > most) {
            long oldest = entries.firstKey();
            size -= weight(requireNonNull(entries.remove(oldest)).news());
            from = oldest + 1;
        }
    }

    /** Whether it has all from offset {@code since} on. */
    boolean covers(long since) {
        return since >= from;
    }

    /** What it has from offset {@code since} on. */
    Collection<Entry> since(long since) {
        return entries.tailMap(since, true).values();
    }

    private static long weight(News news) {
        long texts = news.tags().stream().mapToLong(String::length).sum();
        return switch (news) {
            case News.OfGeneration of ->
                BASE
                        + texts
                        + 200L * of.artifacts().size()
                        + of.fault().map(History::weight).orElse(0L);
            case News.OfBatch _ -> BASE + texts;
        };
    }

    private static long weight(Fault fault) {
        return fault.message().length();
    }
}
