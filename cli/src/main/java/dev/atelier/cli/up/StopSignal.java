package dev.atelier.cli.up;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop by the main thread: the shutdown hook asks for it and holds the JVM until
 * it is done. While something is being started, the main thread is interrupted, which gives up the start.
 */
final class StopSignal {
    /** Longer than all bounds of a stop together. */
    private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

    private final Thread main = Thread.currentThread();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean starting = true;

    static StopSignal install() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(signal::stopAndWait));
        return signal;
    }

    private void stopAndWait() {
        request();
        try {
            if (!stopped.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("atelier: the stop takes too long and is cut short; nothing accepted is lost.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void request() {
        requested.countDown();
        if (starting) {
            main.interrupt();
        }
    }

    /** From here on the main thread waits for {@link #await} and is not interrupted. */
    synchronized void started() throws InterruptedException {
        starting = false;
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while starting");
        }
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Returns when a stop is asked for. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Lets the JVM end. */
    void stopped() {
        stopped.countDown();
    }
}
