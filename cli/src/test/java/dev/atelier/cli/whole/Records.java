package dev.atelier.cli.whole;

import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.TopicSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/** Reads what is on the topics, as a consumer of committed records does. */
final class Records implements AutoCloseable {
    private final KafkaClients kafka;

    Records(JsonNode endpoints) {
        this.kafka = new KafkaClients(new KafkaConfig(
                endpoints.path("kafka").asString(),
                URI.create(endpoints.path("registry").asString()),
                TopicSettings.SINGLE_BROKER,
                Map.of()));
    }

    KafkaClients kafka() {
        return kafka;
    }

    /** All values that are committed now. */
    <V> List<V> committed(Topic<String, V> topic) {
        try (var consumer = kafka.consumer("test-" + topic.name(), Map.of())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var values = new ArrayList<V>();
            while (!isAtEnd(consumer, ends)) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(topic.values().deserializer().deserialize(topic.name(), record.value()));
                }
            }
            return values;
        }
    }

    private static boolean isAtEnd(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        kafka.close();
    }
}
