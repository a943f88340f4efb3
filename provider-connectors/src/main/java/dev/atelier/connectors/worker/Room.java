package dev.atelier.connectors.worker;

import java.util.concurrent.Semaphore;

/**
 * Bounds how much of what providers made is in memory at once, on its way to the object store. Whoever comes when there is no
 * room waits, in the order in which they came. Thread-safe.
 */
final class Room {
    private static final int UNIT = 1024;
    /** The store's client holds so much of one object at a time. */
    private static final long LARGEST = 10L * 1024 * 1024;

    private final Semaphore units;

    /** Room for {@code bytes}: for the largest part of an object at least. */
    Room(long bytes) {
        units = new Semaphore(Math.toIntExact(Math.max(bytes, LARGEST) / UNIT), true);
    }

    /** Room that was taken; closed when it is free again. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until there is room for an object of {@code bytes}. */
    Taken take(long bytes) throws InterruptedException {
        int wanted = (int) (Math.clamp(bytes, 1, LARGEST) + UNIT - 1) / UNIT;
        units.acquire(wanted);
        return () -> units.release(wanted);
    }
}
