package dev.atelier.dispatch;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Reads the same bytes once: config is looked up for every request and changes rarely. Whoever gets a value must not
 * change it. Thread-safe.
 */
final class Remembered<T> implements Deserializer<T> {
    private static final int MOST = 10_000;

    private final Map<ByteBuffer, T> known = new ConcurrentHashMap<>();
    private final Deserializer<T> source;

    private Remembered(Deserializer<T> source) {
        this.source = source;
    }

    static <T> Serde<T> serde(Serde<T> source) {
        return Serdes.serdeFrom(source.serializer(), new Remembered<>(source.deserializer()));
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deleted key.
    public T deserialize(String topic, byte[] data) {
        if (data == null) {
            return source.deserialize(topic, null);
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(ByteBuffer.wrap(data), _ -> source.deserialize(topic, data));
    }
}
