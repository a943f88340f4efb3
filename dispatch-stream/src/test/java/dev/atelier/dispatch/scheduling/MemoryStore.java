package dev.atelier.dispatch.scheduling;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** A store in the order of its keys, like those of Kafka Streams; what it holds outlives whoever uses it. */
public class MemoryStore<V> implements KeyValueStore<String, V> {
    /** All that scheduling keeps, empty. */
    static Stores stores() {
        return new Stores(
                new MemoryStore<>(),
                new MemoryStore<>(),
                new MemoryStore<>(),
                new MemoryStore<>(),
                new MemoryStore<>(),
                new MemoryStore<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>(),
                new Table<>());
    }

    private final ConcurrentSkipListMap<String, V> entries = new ConcurrentSkipListMap<>();

    /** One that config is kept in. */
    public static final class Table<V> extends MemoryStore<ValueAndTimestamp<V>>
            implements TimestampedKeyValueStore<String, V> {}

    @Override
    public void put(String key, V value) {
        entries.put(key, value);
    }

    @Override
    public @Nullable V putIfAbsent(String key, V value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<String, V>> added) {
        added.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public @Nullable V delete(String key) {
        return entries.remove(key);
    }

    @Override
    public @Nullable V get(String key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
        var above = from == null ? entries : entries.tailMap(from, true);
        var both = to == null ? above : above.headMap(to, true);
        return new Entries<>(both.entrySet().iterator());
    }

    @Override
    public KeyValueIterator<String, V> reverseRange(String from, String to) {
        return new Entries<>(
                entries.subMap(from, true, to, true).descendingMap().entrySet().iterator());
    }

    @Override
    public KeyValueIterator<String, V> all() {
        return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public String toString() {
        return entries.toString();
    }

    private record Entries<V>(Iterator<Map.Entry<String, V>> entries) implements KeyValueIterator<String, V> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<String, V> next() {
            var entry = entries.next();
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public String peekNextKey() {
            throw new UnsupportedOperationException("scheduling does not peek");
        }

        @Override
        public void close() {}
    }
}
