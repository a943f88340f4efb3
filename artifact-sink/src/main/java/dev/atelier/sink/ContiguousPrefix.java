package dev.atelier.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The records of one partition that are being worked on. Work ends in any order; what is done is taken in the order of the
 * records, so that the position never passes one that is not done. Belongs to one thread; only the futures are shared.
 */
final class ContiguousPrefix<T> {
    private record Entry<T>(long offset, Future<T> work) {}

    private final Deque<Entry<T>> entries = new ArrayDeque<>();
    private long position;

    /** Work on the record at {@code offset} has begun. Offsets grow, with gaps where the log has markers. */
    void add(long offset, Future<T> work) {
        entries.addLast(new Entry<>(offset, work));
    }

    /** Takes what is done and has nothing unfinished before it; throws when such work failed. */
    List<T> takeDone() {
        List<T> done = new ArrayList<>();
        while (hasDone()) {
            var entry = entries.removeFirst();
            done.add(entry.work().resultNow());
            position = entry.offset() + 1;
        }
        return done;
    }

    /** Whether {@link #takeDone} would return anything. */
    boolean hasDone() {
        var first = entries.peekFirst();
        return first != null && first.work().isDone();
    }

    /** The offset after the last record taken. */
    long position() {
        return position;
    }

    int size() {
        return entries.size();
    }
}
