package dev.atelier.sink;

import dev.atelier.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads what a record says. */
final class Reading {
    private Reading() {}

    /** The value of {@code record}, which must have one. */
    static <V> V value(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        @Nullable V value = topic.values().deserializer().deserialize(topic.name(), record.value());
        if (value == null) {
            throw new SerializationException("a record on %s must have a value".formatted(topic.name()));
        }
        return value;
    }
}
