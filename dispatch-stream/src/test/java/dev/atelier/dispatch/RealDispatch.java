package dev.atelier.dispatch;

import dev.atelier.dispatch.scheduling.RetryPolicy;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ProjectDefined;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.testing.TestStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;

/** The dispatch stream on a real broker, in the words of its tests. */
final class RealDispatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final KafkaClients kafka;
    final KafkaConfig config;
    private final EventProducer producer;
    private final Path stateFolder = Path.of("target/state/it-" + UUID.randomUUID());

    RealDispatch() {
        config = new KafkaConfig(
                TestStack.endpoints().kafkaBootstrap(),
                TestStack.endpoints().registry(),
                new TopicSettings(2, 1, (short) 1, Duration.ofHours(1), Duration.ofDays(1)),
                Map.of());
        kafka = new KafkaClients(config);
        kafka.ensureTopics(List.of("sketch"));
        producer = kafka.producer("dispatch-it");
    }

    /** An instance; {@code name} tells its state folder from that of others. */
    DispatchService start(String name) {
        return start(config, stateFolder(name));
    }

    static DispatchService start(KafkaConfig kafka, Path stateFolder) {
        var service = DispatchService.start(new DispatchConfig(
                kafka,
                stateFolder,
                1,
                0,
                Duration.ofMillis(10),
                true,
                Duration.ofDays(7),
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8)),
                List.of("sketch")));
        Awaitility.await().atMost(PATIENCE).until(service::isRunning);
        return service;
    }

    Path stateFolder(String name) {
        return stateFolder.resolve(name);
    }

    void define(String project, String account, int concurrency) {
        send(
                kafka.topics().projects(),
                project,
                new ProjectDefined(project, "it/" + account, Map.of(), Map.of(), 1, null, null, List.of(), null, null));
        send(
                kafka.topics().models(),
                "it/" + account,
                Definitions.model(
                                "it/" + account,
                                Definitions.target("sketch", account).build())
                        .build());
        send(
                kafka.topics().accounts(),
                account,
                Definitions.account(account, "sketch", concurrency)
                        .setLeaseMillis(60_000L)
                        .build());
        producer.flush();
    }

    void submit(GenerationRequested.Builder request) {
        send(
                kafka.topics().requests(),
                request.getProject(),
                request.setModel(null).build());
        producer.flush();
    }

    void submitBytes(byte[] value) {
        var _ = producer.send(new ProducerRecord<>(kafka.topics().requests().name(), null, value));
        producer.flush();
    }

    /** Completes once the log has it. */
    CompletableFuture<RecordMetadata> accept(GenerationRequested request) {
        return producer.send(kafka.topics().requests(), request.getProject(), request);
    }

    /** Returns when the group has so many members; one that was killed is a member until its session ends. */
    void awaitInstances(int count) {
        try (var admin = kafka.admin()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> admin
                                    .describeConsumerGroups(List.of(DispatchService.APPLICATION_ID))
                                    .all()
                                    .get()
                                    .values()
                                    .stream()
                                    .allMatch(group -> group.members().size() == count));
        }
    }

    <V> void send(Topic<String, V> topic, String key, V value) {
        var _ = producer.send(topic, key, value);
    }

    /** Every committed value of {@code topic}, as soon as there are {@code count}; in the order of each partition. */
    <V> List<V> read(Topic<String, V> topic, int count) {
        return records(topic.name(), count).stream()
                .map(record -> topic.values().deserializer().deserialize(topic.name(), record.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                kafka.consumer("it", Map.of("group.id", "it-" + UUID.randomUUID()))) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count && isAtEnd(consumer);
            });
        }
        return records;
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
