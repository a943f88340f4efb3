package dev.atelier.cli.whole;

import java.util.concurrent.CountDownLatch;

/** Holds back whoever comes while it is shut. Thread-safe. */
final class Gate {
    private volatile CountDownLatch latch = new CountDownLatch(0);

    void shut() {
        latch = new CountDownLatch(1);
    }

    void open() {
        latch.countDown();
    }

    boolean isShut() {
        return latch.getCount() > 0;
    }

    /** Returns when it is open. */
    void pass() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
