package dev.atelier.ingest.feed;

import static java.util.Comparator.comparing;

import java.util.Comparator;

/** A partition of a topic that news come from. */
record Part(Source source, int partition) implements Comparable<Part> {
    private static final Comparator<Part> ORDER = comparing(Part::source).thenComparingInt(Part::partition);

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }
}
