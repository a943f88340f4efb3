package dev.atelier.schemas;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic and the only serdes it is read and written with, so that a wrong pairing cannot be written.
 *
 * @param name       as Kafka knows it
 * @param keys       serde of its keys
 * @param values     serde of its values
 * @param partitions how many partitions it is created with
 * @param config     the topic configuration it is created with, in Kafka's own keys
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values, int partitions, Map<String, String> config) {
    public Topic {
        requireNonNull(name);
        requireNonNull(keys);
        requireNonNull(values);
        config = Map.copyOf(config);
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "partitions of topic %s must be at least 1, but was %d".formatted(name, partitions));
        }
    }

    /** A record for this topic. */
    public ProducerRecord<K, V> record(K key, V value) {
        return new ProducerRecord<>(name, key, value);
    }
}
