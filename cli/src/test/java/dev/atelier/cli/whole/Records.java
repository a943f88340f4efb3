package dev.atelier.cli.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ProjectDefined;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.TopicSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/** Writes to the topics as any producer does, and reads them as a consumer of committed records does. */
final class Records implements AutoCloseable {
    private static final Duration KNOWN = Duration.ofSeconds(30);

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

    /** Writes {@code value}. */
    <V> void write(Topic<String, V> topic, String key, V value) {
        try (var producer = kafka.producer("test")) {
            producer.send(topic, key, value).join();
        }
    }

    /** Writes bytes that may be anything. */
    void write(String topic, String key, byte[] value) {
        try (var producer = kafka.producer("test")) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
                    .join();
        }
    }

    /** Defines a project, and returns once dispatch knows of it: a request of it no longer becomes a dead letter. */
    void define(String project) {
        var topics = kafka.topics();
        write(
                topics.projects(),
                project,
                ProjectDefined.newBuilder()
                        .setProject(project)
                        .setDefaultModel("atelier/sketch")
                        .build());
        await().atMost(KNOWN).until(() -> {
            var probe = GenerationRequested.newBuilder()
                    .setGenerationId(GenerationIds.create(Instant.now()))
                    .setProject(project)
                    .setInput("{}")
                    .setRequestedAt(Instant.now())
                    .build();
            write(topics.requests(), project, probe);
            return committed(topics.outcomes()).stream()
                    .anyMatch(outcome -> outcome.getRequest().getProject().equals(project));
        });
    }

    /** All values that are committed now. */
    <V> List<V> committed(Topic<String, V> topic) {
        return read(topic, record -> topic.values().deserializer().deserialize(topic.name(), record.value()));
    }

    /** The traces in the headers of all committed records of {@code topic} that speak of generation {@code id}. */
    List<String> traces(Topic<String, ?> topic, String id) {
        return read(topic, record -> {
                    var event = topic.values().deserializer().deserialize(topic.name(), record.value());
                    var parent = record.headers().lastHeader("traceparent");
                    return String.valueOf(event).contains(id)
                            ? Optional.of(parent == null ? "none" : new String(parent.value(), UTF_8))
                            : Optional.<String>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private <T> List<T> read(Topic<String, ?> topic, Function<ConsumerRecord<byte[], byte[]>, T> reader) {
        try (var consumer = kafka.consumer("test-" + topic.name(), Map.of())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var values = new ArrayList<T>();
            while (!isAtEnd(consumer, ends)) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(reader.apply(record));
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
