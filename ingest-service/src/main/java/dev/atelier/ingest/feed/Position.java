package dev.atelier.ingest.feed;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a watcher has been told: for each partition in which news for it lie, the offset of the first record that it has
 * not been told of. It means the same on every instance. Immutable.
 */
public final class Position {
    private final SortedMap<Part, Long> next;
    private final boolean over;

    Position(Map<Part, Long> next, boolean over) {
        this.next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
        this.over = over;
    }

    /** Whether the watcher has been told the last there was to tell. */
    public boolean isOver() {
        return over;
    }

    /** The same, with the last told. */
    public Position ended() {
        return new Position(next, true);
    }

    SortedMap<Part, Long> next() {
        return next;
    }

    /** Of {@code part}; 0 where it is none of the partitions. */
    long next(Part part) {
        return next.getOrDefault(part, 0L);
    }

    Set<Part> parts() {
        return next.keySet();
    }

    /** The same, once the record before {@code offset} of {@code part} was told as well; never back. */
    Position past(Part part, long offset) {
        var further = new TreeMap<>(next);
        further.merge(part, offset, Math::max);
        return new Position(further, over);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position position && next.equals(position.next) && over == position.over;
    }

    @Override
    public int hashCode() {
        return next.hashCode();
    }

    @Override
    public String toString() {
        return "Position[%s%s]".formatted(next, over ? ", over" : "");
    }
}
