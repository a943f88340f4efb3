package dev.atelier.cli;

import java.time.Duration;

/** How time passes for a command that waits. */
public interface Pace {
    /** Nanoseconds since some fixed moment. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;

    /** The clock of the machine. */
    static Pace real() {
        return new Pace() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
