package dev.atelier.connectors.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps loaded models within a budget. When one more would go beyond it, those that nobody uses go, the one that was not
 * used for the longest time first. A model is loaded once, however many ask for it at the same time. Thread-safe.
 *
 * @param <M> a loaded model
 */
final class ModelShelf<M> implements AutoCloseable {
    private final long budget;
    private final Consumer<M> unload;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their last use. */
    private final Map<String, Place> places = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty shelf.
     *
     * @param budget bytes that the models on it may take
     * @param unload called with each model that goes
     */
    ModelShelf(long budget, Consumer<M> unload) {
        this.budget = budget;
        this.unload = unload;
    }

    private final class Place {
        private final long bytes;
        private final CompletableFuture<M> model = new CompletableFuture<>();
        private int users;

        private Place(long bytes) {
            this.bytes = bytes;
        }
    }

    /** The right to use a model, until it is closed. */
    final class Lease implements AutoCloseable {
        private final Place place;

        private Lease(Place place) {
            this.place = place;
        }

        M model() {
            return place.model.join();
        }

        @Override
        public void close() {
            locked(() -> place.users--);
        }
    }

    /** What came of asking for a model. */
    sealed interface Answer<M> {
        /** It is there; the lease is to be closed. */
        record Lent<M>(ModelShelf<M>.Lease lease) implements Answer<M> {}

        /** It does not fit beside those in use, or not at all. */
        record NoRoom<M>(long bytes, long budget) implements Answer<M> {}
    }

    /** Lends the model {@code name}, which takes {@code bytes} and is loaded by {@code load} unless it is there; passes on what that throws. */
    Answer<M> lend(String name, long bytes, Supplier<M> load) {
        Place place;
        boolean mine;
        lock.lock();
        try {
            var known = places.get(name);
            mine = known == null;
            if (known == null) {
                if (!makeRoom(bytes)) {
                    return new Answer.NoRoom<>(bytes, budget);
                }
                known = new Place(bytes);
                places.put(name, known);
            }
            place = known;
            place.users++;
        } finally {
            lock.unlock();
        }
        if (mine) {
            load(name, place, load);
        }
        return new Answer.Lent<>(await(place));
    }

    private void load(String name, Place place, Supplier<M> load) {
        try {
            place.model.complete(load.get());
        } catch (RuntimeException | Error e) {
            locked(() -> places.remove(name));
            place.model.completeExceptionally(e);
        }
    }

    private Lease await(Place place) {
        try {
            place.model.join();
            return new Lease(place);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Unloads until {@code bytes} more fit; nothing when they cannot. */
    private boolean makeRoom(long bytes) {
        long free = budget
                - places.values().stream().mapToLong(place -> place.bytes).sum();
        long idle = places.values().stream()
                .filter(place -> place.users == 0)
                .mapToLong(place -> place.bytes)
                .sum();
        if (bytes > free + idle) {
            return false;
        }
        var oldest = places.values().iterator();
        while (bytes > free) {
            Place place = oldest.next();
            if (place.users == 0) {
                oldest.remove();
                free += place.bytes;
                unload.accept(place.model.join());
            }
        }
        return true;
    }

    private long sum() {
        return places.values().stream().mapToLong(place -> place.bytes).sum();
    }

    /** Bytes that the models take. */
    long used() {
        lock.lock();
        try {
            return sum();
        } finally {
            lock.unlock();
        }
    }

    long budget() {
        return budget;
    }

    /** The names of the models that are loaded or being loaded. */
    Set<String> names() {
        lock.lock();
        try {
            return Set.copyOf(places.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Unloads all; none may be in use. */
    @Override
    public void close() {
        locked(() -> {
            places.values().forEach(place -> unload.accept(place.model.join()));
            places.clear();
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
