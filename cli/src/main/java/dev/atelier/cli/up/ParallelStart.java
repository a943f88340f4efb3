package dev.atelier.cli.up;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts several things at once. Unless {@link #succeed} is called in the end, closing it closes those that started. On
 * threads of the platform, because much of a start is loading classes, which would hold the few carriers of virtual ones.
 */
final class ParallelStart implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("start-", 1).factory());
    private final List<Future<? extends AutoCloseable>> begun = new ArrayList<>();
    private boolean succeeded;

    <T extends AutoCloseable> Future<T> begin(Callable<T> start) {
        var future = threads.submit(start);
        begun.add(future);
        return future;
    }

    /** Waits for one; throws what its start threw. */
    static <T> T finish(Future<T> start) throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Leaves what has started to the caller. */
    void succeed() {
        succeeded = true;
    }

    @Override
    public void close() {
        if (!succeeded) {
            threads.shutdownNow();
            begun.forEach(ParallelStart::undo);
        }
        threads.close();
    }

    private static void undo(Future<? extends AutoCloseable> start) {
        try {
            Stopping.stop("a service", start.get());
        } catch (ExecutionException | CancellationException e) {
            // It is not running, and why the start as a whole failed is already on its way to the caller.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
