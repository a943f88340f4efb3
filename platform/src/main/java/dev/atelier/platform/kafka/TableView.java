package dev.atelier.platform.kafka;

import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** A compacted topic as a map in memory, always a few milliseconds behind the log. Thread-safe. */
public final class TableView<V> implements AutoCloseable {
    private final Map<String, V> rows = new ConcurrentHashMap<>();
    private final TopicTail<String, V> tail;

    public TableView(KafkaClients kafka, Topic<String, V> topic) {
        tail = new TopicTail<>(kafka, topic, TopicTail.Start.EARLIEST, (key, value) -> {
            if (value == null) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        });
    }

    /** The row of {@code key}, as last written. */
    public Optional<V> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** All rows, in no order. */
    public Collection<V> all() {
        return List.copyOf(rows.values());
    }

    /** Waits until the view holds everything that was written before this call. */
    public void awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        tail.awaitEnd(timeout);
    }

    @Override
    public void close() {
        tail.close();
    }
}
