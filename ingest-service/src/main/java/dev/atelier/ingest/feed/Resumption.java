package dev.atelier.ingest.feed;

import static java.util.Comparator.comparing;

import dev.atelier.ingest.feed.LogReader.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way from where a watcher left off to where it is back. Pure.
 *
 * @param since where it left off
 * @param until where it is back
 */
record Resumption(Position since, Position until) {
    /** Whether it is a way forward. A position of other partitions was given for something else, or before the topics changed. */
    boolean isForward() {
        return since.parts().equals(until.parts())
                && since.next().entrySet().stream().allMatch(part -> part.getValue() <= until.next(part.getKey()));
    }

    /** What lies on it. */
    Map<Part, Range> ranges() {
        Map<Part, Range> ranges = new HashMap<>();
        since.next().forEach((part, from) -> {
            if (from < until.next(part)) {
                ranges.put(part, new Range(from, until.next(part)));
            }
        });
        return ranges;
    }

    /** Those of {@code entries} that are of {@code interest}, oldest first, and how far each brings the watcher. */
    List<Told> told(List<Entry> entries, Interest interest) {
        List<Told> told = new ArrayList<>();
        Set<Subject> ended = new HashSet<>();
        Position reached = since;
        for (Entry entry : merged(entries)) {
            News news = entry.news();
            reached = reached.past(entry.part(), entry.offset() + 1);
            boolean isLate = news instanceof News.OfGeneration && ended.contains(news.subject());
            if (interest.wants(news) && !isLate) {
                told.add(new Told(news, reached));
            }
            if (news.type().isFinal()) {
                ended.add(news.subject());
            }
        }
        return told;
    }

    /** By time, but each partition in its own order, whatever the clocks of those who wrote to it. */
    private static List<Entry> merged(List<Entry> entries) {
        Map<Part, Instant> latest = new HashMap<>();
        return entries.stream()
                .sorted(comparing(Entry::part).thenComparingLong(Entry::offset))
                .map(entry -> entry.writtenAt(
                        latest.merge(entry.part(), entry.written(), (one, other) -> one.isAfter(other) ? one : other)))
                .sorted(comparing(Entry::written).thenComparing(Entry::part).thenComparingLong(Entry::offset))
                .toList();
    }
}
