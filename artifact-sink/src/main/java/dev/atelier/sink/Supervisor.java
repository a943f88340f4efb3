package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a loop going on a thread of its own. When it fails, as it does when another sink of its name has fenced it, a
 * fresh one takes over what is not announced yet.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));
    /** A loop that ran this long had recovered. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private final Supplier<Loop> loops;
    private final Duration grace;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Loop current;

    Supervisor(String name, SinkConfig config, Supplier<Loop> loops) {
        this.loops = requireNonNull(loops);
        this.grace = config.shutdownGrace().plus(LETTING_GO);
        this.thread = Thread.ofPlatform().name(name).start(this::supervise);
    }

    private void supervise() {
        int failures = 0;
        while (!isClosed()) {
            long began = System.nanoTime();
            try {
                runOnce();
            } catch (RuntimeException e) {
                failures = System.nanoTime() - began > STEADY.toNanos() ? 1 : failures + 1;
                restartLater(failures, e);
            }
        }
    }

    private void runOnce() {
        var loop = loops.get();
        current = loop;
        if (isClosed()) {
            // close() may have looked before there was a loop to stop.
            loop.stop();
        }
        loop.run();
    }

    private void restartLater(int failures, RuntimeException e) {
        if (isClosed()) {
            LOG.atWarn()
                    .addKeyValue("loop", thread.getName())
                    .log("The loop broke while it was closed: {}", e.toString());
            return;
        }
        var wait = BACKOFF.after(failures);
        LOG.atError()
                .setCause(e)
                .addKeyValue("loop", thread.getName())
                .addKeyValue("wait", wait)
                .log("The loop broke; a fresh one takes over");
        try {
            boolean _ = closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        var loop = current;
        if (loop != null) {
            loop.stop();
        }
        try {
            if (!thread.join(grace)) {
                thread.interrupt();
                thread.join(LETTING_GO);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
