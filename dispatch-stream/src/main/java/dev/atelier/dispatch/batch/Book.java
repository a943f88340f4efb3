package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchProgress;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** The batches of one task: what was asked for, how far each is, and the telling of it. */
final class Book {
    private static final int MOST_READ = 64;

    private final KeyValueStore<String, BatchRequested> wanted;
    private final KeyValueStore<String, BatchProgress> progress;
    private final Duration window;
    private final Consumer<BatchStatus> listener;
    private final Recent<BatchRequested> read = new Recent<>(MOST_READ);
    private final Pace pace = new Pace();

    Book(BatchStores stores, Duration window, Consumer<BatchStatus> listener) {
        this.wanted = stores.wanted();
        this.progress = stores.progress();
        this.window = window;
        this.listener = listener;
    }

    /** What is done with each batch. */
    @FunctionalInterface
    interface Look {
        void at(BatchKey key, Batch batch);
    }

    Optional<Batch> find(BatchKey key) {
        return Optional.ofNullable(progress.get(key.text())).map(Batch::new);
    }

    BatchRequested wanted(BatchKey key) {
        BatchRequested known = read.get(key.text());
        if (known != null) {
            return known;
        }
        BatchRequested stored = wanted.get(key.text());
        read.put(key.text(), stored);
        return stored;
    }

    /** Looks at each there is. */
    void each(Look look) {
        try (var all = progress.all()) {
            while (all.hasNext()) {
                KeyValue<String, BatchProgress> entry = all.next();
                look.at(BatchKey.parse(entry.key), new Batch(entry.value));
            }
        }
    }

    /** A new one. */
    void open(BatchRequested request) {
        wanted.put(new BatchKey(request.getProject(), request.getBatchId()).text(), request);
    }

    /** Keeps how far it is, and tells it when it is time. */
    void keep(BatchKey key, Batch batch, Instant now) {
        boolean tells = pace.tellsNow(key, batch.isOver(), now);
        Batch kept = tells ? batch.told() : batch;
        progress.put(key.text(), kept.progress());
        if (tells) {
            listener.accept(Statuses.of(wanted(key), kept, window, now));
        }
    }

    void forget(BatchKey key) {
        wanted.delete(key.text());
        progress.delete(key.text());
        read.remove(key.text());
    }

    /** After a start: what is open may have changed since it was told. */
    void tellSoon(BatchKey key, Instant now) {
        pace.tellSoon(key, now);
    }

    /** When there is something to tell. */
    Optional<Instant> next() {
        return pace.next();
    }

    /** Tells what is due. */
    void tick(Instant now) {
        for (BatchKey key : pace.due(now)) {
            find(key).ifPresentOrElse(batch -> keep(key, batch, now), () -> pace.forget(key));
        }
    }
}
