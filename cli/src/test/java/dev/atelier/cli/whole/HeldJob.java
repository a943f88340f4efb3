package dev.atelier.cli.whole;

import java.util.concurrent.atomic.AtomicInteger;

/** One job at a vendor that holds it at a point. Thread-safe. */
final class HeldJob {
    private final Point point;
    private final Gate gate;
    private final AtomicInteger submits = new AtomicInteger();
    private volatile boolean there;

    HeldJob(Point point, Gate gate) {
        this.point = point;
        this.gate = gate;
    }

    Point point() {
        return point;
    }

    /** How often the vendor has taken it on. */
    int submits() {
        return submits.get();
    }

    /** Whether it came to its point. */
    boolean isThere() {
        return there;
    }

    void accept() {
        submits.incrementAndGet();
    }

    /** Whether it has come to {@code reached} and has to stay as it is. */
    boolean staysAt(Point reached) {
        boolean stays = point == reached && gate.isShut();
        there |= stays;
        return stays;
    }

    /** Whether it had to stay at {@code reached}: it may go on now, but whoever asked is gone. */
    boolean wasHeldAt(Point reached) {
        boolean held = staysAt(reached);
        if (held) {
            gate.pass();
        }
        return held;
    }
}
