package dev.atelier.ingest.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What one watcher has still to be told: bounded, however slow the watcher. Of progress it keeps the latest of each
 * generation, with its preview while little else waits. When it is full it gives up the oldest that is no final word; final
 * words it never gives up, but takes nothing more when it is full of them, so that the watcher has all until a position from
 * which it can resume. Thread-safe.
 */
public final class Inbox implements AutoCloseable {
    /** From so many on, news come in without their previews. */
    private static final int FEW = 8;

    private final Interest interest;
    private final Position opened;
    private final int most;
    private final UnaryOperator<Position> advance;
    private final Consumer<Inbox> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SequencedMap<Object, Numbered> steps = new LinkedHashMap<>();
    private final Deque<Numbered> finals = new ArrayDeque<>();
    private Position reached;
    private long count;
    private boolean full;
    private boolean closed;

    /** Which of two came first. */
    private record Numbered(long number, Told told) {}

    /**
     * One that holds {@code most} at most.
     *
     * @param advance how far the feed is now in the partitions of a position
     */
    Inbox(Interest interest, Position from, int most, UnaryOperator<Position> advance, Consumer<Inbox> onClose) {
        this.interest = interest;
        this.opened = from;
        this.reached = from;
        this.most = most;
        this.advance = advance;
        this.onClose = onClose;
    }

    Interest interest() {
        return interest;
    }

    /** How far the log had been read when it was opened: everything since comes in here. */
    public Position opened() {
        return opened;
    }

    /** Puts {@code entry} in, if it is of interest. Never blocks. */
    void offer(Entry entry) {
        if (!interest.wants(entry.news())) {
            return;
        }
        lock.lock();
        try {
            if (!full && !closed) {
                put(entry);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(Entry entry) {
        boolean isFinal = entry.news().type().isFinal();
        Object key = entry.news().type().isOutdone() ? entry.news().subject() : count;
        steps.remove(key);
        if (steps.size() + finals.size() >= most && !makeRoom(isFinal)) {
            return;
        }
        reached = reached.past(entry.part(), entry.offset() + 1);
        News news = steps.size() + finals.size() < FEW
                ? entry.news()
                : entry.withoutPreview().news();
        var numbered = new Numbered(count++, new Told(news, reached));
        if (isFinal) {
            finals.add(numbered);
        } else {
            steps.putLast(key, numbered);
        }
    }

    private boolean makeRoom(boolean forFinal) {
        if (steps.isEmpty()) {
            full = forFinal;
            return false;
        }
        steps.sequencedValues().removeFirst();
        return true;
    }

    /** The next, waiting {@code bound} for it at most. */
    public Taken take(Duration bound) throws InterruptedException {
        long nanos = bound.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed) {
                    return new Taken.Ended();
                }
                Optional<Told> oldest = poll();
                if (oldest.isPresent()) {
                    return new Taken.Next(oldest.get());
                }
                if (full) {
                    return new Taken.Ended();
                }
                // All that lies before that has come in here: a feed says so last, and could not while this is locked.
                reached = advance.apply(reached);
                if (nanos <= 0) {
                    return new Taken.Nothing(reached);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Told> poll() {
        if (steps.isEmpty() && finals.isEmpty()) {
            return Optional.empty();
        }
        boolean isStep = finals.isEmpty()
                || (!steps.isEmpty() && oldestStep() < finals.getFirst().number());
        var oldest = isStep ? steps.sequencedValues().removeFirst() : finals.removeFirst();
        return Optional.of(oldest.told());
    }

    private long oldestStep() {
        return steps.sequencedValues().getFirst().number();
    }

    /** Nothing more comes in, and what is in it is forgotten. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            steps.clear();
            finals.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }
}
