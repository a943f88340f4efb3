package dev.atelier.ingest.live;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that all that was on the log before the call has been seen here. That is dear, so callers share it: one
 * pass runs at a time, and whoever comes meanwhile takes part in the next. Thread-safe.
 */
public final class Barrier {
    /** Blocks until the end, as it was when called, has been read. */
    @FunctionalInterface
    interface Catching {
        void up() throws Exception;
    }

    private final Catching catching;
    private final Executor executor;
    private @Nullable CompletableFuture<Void> running;
    private @Nullable CompletableFuture<Void> next;

    Barrier(Catching catching, Executor executor) {
        this.catching = requireNonNull(catching);
        this.executor = requireNonNull(executor);
    }

    /** Whether everything that was written before this call has been seen within {@code bound}. */
    public boolean pass(Duration bound) throws InterruptedException {
        try {
            join().get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        }
    }

    private synchronized CompletableFuture<Void> join() {
        if (running == null || running.isDone()) {
            running = begin();
            next = null;
            return running;
        }
        // A pass in progress may have asked for the end before the caller's record was written.
        if (next == null) {
            next = running.handle((_, _) -> null).thenCompose(_ -> advance());
        }
        return next;
    }

    private synchronized CompletableFuture<Void> advance() {
        running = begin();
        next = null;
        return running;
    }

    private CompletableFuture<Void> begin() {
        var pass = new CompletableFuture<Void>();
        executor.execute(() -> {
            try {
                catching.up();
                pass.complete(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                pass.completeExceptionally(e);
            } catch (Exception e) {
                pass.completeExceptionally(e);
            }
        });
        return pass;
    }
}
