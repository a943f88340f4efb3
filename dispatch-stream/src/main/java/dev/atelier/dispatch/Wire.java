package dev.atelier.dispatch;

import dev.atelier.schemas.Topic;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/** How a topic enters and leaves a topology: with its own serdes, under its own name. */
final class Wire {
    private Wire() {}

    static <K, V> KStream<K, V> read(StreamsBuilder builder, Topic<K, V> topic) {
        return builder.stream(
                topic.name(), Consumed.with(topic.keys(), topic.values()).withName("read-" + topic.name()));
    }

    /** Every instance holds the whole of {@code topic} in the store {@code name}. */
    static <K, V> void table(StreamsBuilder builder, Topic<K, V> topic, String name) {
        builder.globalTable(
                topic.name(),
                Consumed.with(topic.keys(), topic.values()).withName("read-" + topic.name()),
                Materialized.<K, V, KeyValueStore<Bytes, byte[]>>as(name)
                        .withKeySerde(topic.keys())
                        .withValueSerde(Remembered.serde(topic.values())));
    }

    /** The records of one kind of effect, of {@code stage}. */
    static <E extends Effect, V> KStream<String, V> only(
            String stage, KStream<String, Effect> effects, Class<E> kind, Function<E, V> record) {
        return effects.flatMapValues(
                effect -> kind.isInstance(effect) ? List.of(record.apply(kind.cast(effect))) : List.of(),
                Named.as(stage + "-" + kind.getSimpleName().toLowerCase(Locale.ROOT)));
    }

    /** {@code stage} tells apart the two that write to one topic. */
    static <K, V> void write(String stage, KStream<K, V> stream, Topic<K, V> topic) {
        stream.to(topic.name(), Produced.with(topic.keys(), topic.values()).withName(stage + "-write-" + topic.name()));
    }
}
