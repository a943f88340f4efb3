package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchProgress;
import dev.atelier.event.BatchRequested;
import dev.atelier.schemas.EventSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The state of batches. Their names are part of their changelogs' names: a rename loses what they hold.
 *
 * @param wanted   by batch: what was asked for; never changes
 * @param progress by batch: how far it is
 * @param items    by batch, upload and number: the parts of uploads
 * @param marks    what is found by its order: see {@link Uploads}, {@link Failed} and {@link Expiry}
 */
record BatchStores(
        KeyValueStore<String, BatchRequested> wanted,
        KeyValueStore<String, BatchProgress> progress,
        KeyValueStore<String, BatchItems> items,
        KeyValueStore<String, String> marks) {
    private static final String WANTED = "batches";
    private static final String PROGRESS = "batch-progress";
    private static final String ITEMS = "batch-items";
    private static final String MARKS = "batch-marks";
    /** Sorts after whatever a key goes on with. */
    private static final String END = "\uffff";

    static BatchStores of(ProcessorContext<?, ?> context) {
        return new BatchStores(
                context.getStateStore(WANTED),
                context.getStateStore(PROGRESS),
                context.getStateStore(ITEMS),
                context.getStateStore(MARKS));
    }

    static Set<StoreBuilder<?>> builders(EventSerdes serdes) {
        return Set.of(
                store(WANTED, serdes.of(BatchRequested.class)),
                store(PROGRESS, serdes.of(BatchProgress.class)).withCachingEnabled(),
                store(ITEMS, serdes.of(BatchItems.class)),
                store(MARKS, Serdes.String()).withCachingEnabled());
    }

    /** The keys of {@code store} that begin with {@code prefix}, in order, {@code most} of them. */
    static List<String> keys(KeyValueStore<String, String> store, String prefix, int most) {
        List<String> keys = new ArrayList<>();
        try (var range = store.range(prefix, prefix + END)) {
            while (range.hasNext() && keys.size() < most) {
                keys.add(range.next().key);
            }
        }
        return keys;
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }
}
