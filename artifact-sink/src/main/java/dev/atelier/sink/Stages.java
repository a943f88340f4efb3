package dev.atelier.sink;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for work that runs at the same time. */
final class Stages {
    private Stages() {}

    /** Waits for all of {@code work}, even when one fails; then throws the first failure as it was thrown. */
    static void await(Collection<? extends CompletableFuture<?>> work) {
        try {
            CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** As {@link #await}, for what the work returns. */
    static <T> List<T> results(List<CompletableFuture<T>> work) {
        await(work);
        return work.stream().map(CompletableFuture::join).toList();
    }

    /** No work at all. */
    static CompletableFuture<Void> nothing() {
        return CompletableFuture.allOf();
    }
}
