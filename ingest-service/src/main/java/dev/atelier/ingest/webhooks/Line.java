package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import dev.atelier.ingest.webhooks.WaitingRoom.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one endpoint, and whose turn it is. A virtual thread works it off while there is something, and each attempt
 * has one of its own, so that a line that is slow or dead delays no other. What it holds changes only by what the log says,
 * which {@link #put} and {@link #remove} tell it. Thread-safe.
 */
final class Line {
    /** So many failures in a row are the receiver's, not the event's. */
    private static final int DOWN = 5;
    /** A receiver that is down is tried so often at least while more waits than memory holds. */
    private static final Duration PROBE = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final String id;
    private final int atOnce;
    private final Work work;
    private final WaitingRoom room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> attempts = new HashSet<>();
    private Instant notBefore = Instant.EPOCH;
    private Instant triedLast = Instant.EPOCH;
    private int failures;
    private boolean slow;
    private boolean held;
    private boolean running;
    private boolean closed;

    /** What a line has done. Called on threads of its own. */
    interface Work {
        /** Makes one attempt, writes to the log what came of it, and says what that means for those who wait as well. */
        Outcome attempt(Line line, WebhookDelivery delivery) throws InterruptedException;

        /** Reads on. */
        Found read(String line, Reading reading) throws InterruptedException;

        /** What time it is. */
        Instant now();
    }

    /** How an attempt went. */
    sealed interface Outcome {
        /** The receiver took it. */
        record Taken() implements Outcome {}

        /** It did not. {@code pause} is for how long it is to be left alone. */
        record Refused(Duration pause) implements Outcome {}

        /** That says nothing about the receiver. */
        record Neither() implements Outcome {}

        /** The log does not know of it: it is due again {@code after} that. */
        record Unrecorded(Duration after) implements Outcome {}
    }

    /**
     * A line of what is told to {@code id}.
     *
     * @param atOnce most attempts at a time
     * @param held   whether nothing is begun before {@link #release}
     */
    Line(String id, int atOnce, WaitingRoom room, Work work, boolean held) {
        this.id = requireNonNull(id);
        this.atOnce = atOnce;
        this.room = requireNonNull(room);
        this.work = requireNonNull(work);
        this.held = held;
    }

    /** {@code delivery} is on the log at {@code offset}. */
    void put(WebhookDelivery delivery, long offset) {
        change(() -> room.put(delivery, offset));
    }

    /** The log has it no more. */
    void remove(String deliveryId) {
        change(() -> room.remove(deliveryId));
    }

    /** The log was read to where it ended: what is held now is what is to be done. */
    void release() {
        change(() -> held = false);
    }

    /** Begins nothing more. */
    void stop() {
        change(() -> closed = true);
    }

    /** Whether nothing newer is known under the id of {@code delivery}. */
    boolean isLatest(WebhookDelivery delivery) {
        lock.lock();
        try {
            return room.isLatest(delivery);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it holds nothing and does nothing, so that it may be forgotten. */
    boolean isDone() {
        lock.lock();
        try {
            return room.isVacant()
                    && attempts.isEmpty()
                    && !running
                    && !work.now().isBefore(notBefore);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the attempts in progress until {@code end}, and then breaks them off: the log still has them. */
    void awaitStopped(Instant end) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = Duration.between(work.now(), end).toNanos();
            while (!attempts.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            attempts.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
            if (!running && !held && !closed && !room.isEmpty()) {
                running = true;
                var _ = Thread.ofVirtual().name("webhooks-" + id).start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closed && !room.isEmpty()) {
                room.toRead().ifPresent(reading -> {
                    var _ = Thread.ofVirtual().name("webhooks-rest-" + id).start(() -> read(reading));
                });
                beginOrWait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            running = false;
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller is the loop
    private void beginOrWait() throws InterruptedException {
        Optional<Waiting> first = attempts.size() < (slow ? 1 : atOnce) ? room.first() : Optional.empty();
        if (first.isEmpty()) {
            // A reading that has just begun may leave nobody waiting; its end is told like any other change.
            if (!room.isEmpty()) {
                changed.await();
            }
            return;
        }
        long wait = Duration.between(work.now(), due(first.get())).toNanos();
        if (wait > 0) {
            boolean _ = changed.await(wait, TimeUnit.NANOSECONDS);
            return;
        }
        room.call(first.get());
        var thread = Thread.ofVirtual().name("webhook-" + id).unstarted(() -> attempt(first.get()));
        attempts.add(thread);
        thread.start();
    }

    private Instant due(Waiting first) {
        Instant probe = triedLast.plus(PROBE);
        Instant due = room.isOverfull() && probe.isBefore(first.due()) ? probe : first.due();
        return due.isBefore(notBefore) ? notBefore : due;
    }

    private void attempt(Waiting waiting) {
        Outcome outcome = new Outcome.Unrecorded(SOON);
        try {
            outcome = work.attempt(this, waiting.delivery());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended(waiting, outcome);
        }
    }

    private void ended(Waiting waiting, Outcome outcome) {
        change(() -> {
            attempts.remove(Thread.currentThread());
            triedLast = work.now();
            switch (outcome) {
                case Outcome.Taken _ -> recovered();
                case Outcome.Refused(var pause) -> {
                    failures++;
                    slow = slow || pause.isPositive();
                    notBefore = triedLast.plus(pause);
                }
                case Outcome.Neither _ -> {}
                case Outcome.Unrecorded(var after) -> room.putBack(waiting, triedLast.plus(after));
            }
        });
    }

    /** Whoever was down and is there again gets at once what waited for that. */
    private void recovered() {
        if (failures >= DOWN) {
            room.hurry(triedLast);
        }
        failures = 0;
        slow = false;
    }

    private void read(Reading reading) {
        Found found = new Found(Set.of(), OptionalLong.of(reading.from()));
        try {
            found = work.read(id, reading);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            Found last = found;
            change(() -> room.readOn(last));
        }
    }
}
