package dev.atelier.ingest.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits for one generation to be seen in a certain state. Closing it ends the watching, not the generation. */
public final class Watch implements AutoCloseable {
    private final Predicate<Sighting> until;
    private final Consumer<Watch> onClose;
    private final CompletableFuture<Sighting> met = new CompletableFuture<>();

    Watch(Predicate<Sighting> until, Consumer<Watch> onClose) {
        this.until = until;
        this.onClose = onClose;
    }

    void offer(Sighting sighting) {
        if (until.test(sighting)) {
            met.complete(sighting);
        }
    }

    /** Blocks until it is seen so; empty when {@code bound} passes first. */
    public Optional<Sighting> await(Duration bound) throws InterruptedException {
        try {
            return Optional.of(met.get(bound.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a watch is never completed with a failure", e);
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
