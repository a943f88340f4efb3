package dev.atelier.dispatch;

import dev.atelier.dispatch.scheduling.RetryPolicy;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Output;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import io.apicurio.registry.resolver.client.RegistryClientFacadeImpl;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.strategy.RecordIdStrategy;
import io.kiota.http.jdk.JDKRequestAdapter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A broker on which an older version has left its changelogs, in the words of {@link OldStateIT}. */
final class OldBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The record was made on a virtual day, and what was known then is still to be known. */
    private static final Duration WINDOW = Duration.ofDays(20 * 365);

    private final KafkaConfig config;
    private final KafkaClients kafka;
    private final EventProducer producer;
    private final AvroKafkaSerializer<GenericRecord> olderWriter;

    OldBroker(Endpoints stack) {
        config = new KafkaConfig(
                stack.kafkaBootstrap(),
                stack.registry(),
                new TopicSettings(1, 1, (short) 1, Duration.ofHours(1), Duration.ofDays(1)),
                Map.of());
        kafka = new KafkaClients(config);
        kafka.ensureTopics(List.of("sketch"));
        producer = kafka.producer("old-broker");
        olderWriter = olderWriter(stack.registry());
    }

    /** Registers the schemas that an older version wrote by, and writes as it did. */
    private static AvroKafkaSerializer<GenericRecord> olderWriter(URI registry) {
        var adapter = new JDKRequestAdapter(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        adapter.setBaseUrl(registry.toString());
        var writer = new AvroKafkaSerializer<GenericRecord>(new RegistryClientFacadeImpl(new RegistryClient(adapter)));
        writer.configure(
                Map.of(
                        SchemaResolverConfig.AUTO_REGISTER_ARTIFACT,
                        true,
                        SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY,
                        RecordIdStrategy.class.getName(),
                        SchemaResolverConfig.DEREFERENCE_SCHEMA,
                        true),
                false);
        return writer;
    }

    /** Fills the changelogs with what {@code version} had written to them. */
    void pour(Path version) throws IOException {
        List<String> stores = OldState.stores(version);
        createChangelogs(stores);
        for (String store : stores) {
            String topic = changelog(store);
            for (var change : OldState.read(version, store)) {
                var _ = producer.send(new ProducerRecord<>(
                        topic,
                        0,
                        change.at().toEpochMilli(),
                        OldState.bytes(change.key()),
                        change.value().map(value -> bytes(topic, value)).orElse(null)));
            }
        }
        producer.flush();
    }

    private void createChangelogs(List<String> stores) {
        try (var admin = kafka.admin()) {
            admin.createTopics(stores.stream()
                            .map(store -> new NewTopic(changelog(store), 1, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact")))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String changelog(String store) {
        return DispatchService.APPLICATION_ID + "-" + store + "-changelog";
    }

    private byte[] bytes(String topic, Object value) {
        return value instanceof ByteBuffer bytes
                ? OldState.bytes(bytes)
                : olderWriter.serialize(topic, (GenericRecord) value);
    }

    /** Config as it was recorded with. */
    void define() {
        var topics = kafka.topics();
        send(topics.projects(), RecordState.PROJECT, RecordState.project());
        send(topics.models(), "atelier/sketch", RecordState.model());
        send(topics.accounts(), "sketch", RecordState.account());
        producer.flush();
    }

    /** This version, on an empty disk. */
    DispatchService start() {
        var service = DispatchService.start(new DispatchConfig(
                config,
                Path.of("target/state/old-" + UUID.randomUUID()),
                1,
                0,
                Duration.ofMillis(10),
                true,
                WINDOW,
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8)),
                List.of("sketch")));
        Awaitility.await().atMost(PATIENCE).until(service::isRunning);
        return service;
    }

    void submit(String... names) {
        for (String name : names) {
            send(
                    kafka.topics().requests(),
                    RecordState.PROJECT,
                    Requests.builder(RecordState.PROJECT, name)
                            .setRequestedAt(Instant.now())
                            .build());
        }
        producer.flush();
    }

    /** The first attempt of {@code name}, which was dispatched before, has succeeded. */
    void succeed(String name) {
        succeed(Requests.id(name), 1);
    }

    void succeed(GenerationJob job) {
        succeed(job.getGenerationId(), job.getAttempt());
    }

    private void succeed(String generationId, int attempt) {
        var output = new Output("image/png", 1L, "0".repeat(64), 1, 1, null, ByteBuffer.wrap(new byte[] {1}));
        var report = JobReport.newBuilder()
                .setGenerationId(generationId)
                .setAccount("sketch")
                .setAttempt(attempt)
                .setWorker("worker-1")
                .setKind(JobReportKind.SUCCEEDED)
                .setReportedAt(Instant.now())
                .setCostMicros(RecordState.PRICE)
                .setOutputs(List.of(output))
                .build();
        send(kafka.topics().reports(), "sketch", report);
        producer.flush();
    }

    /** All jobs there are, as soon as there are {@code count}. */
    List<GenerationJob> jobs(int count) {
        return read(kafka.topics().jobs("sketch"), count);
    }

    /** All outcomes there are, as soon as there are {@code count}. */
    List<GenerationOutcome> outcomes(int count) {
        return read(kafka.topics().outcomes(), count);
    }

    private <V> List<V> read(Topic<String, V> topic, int count) {
        return Awaitility.await().atMost(PATIENCE).until(() -> committed(topic), found -> found.size() >= count);
    }

    private <V> List<V> committed(Topic<String, V> topic) {
        var partition = new TopicPartition(topic.name(), 0);
        List<V> values = new ArrayList<>();
        try (var consumer = kafka.consumer("old-broker", Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                values.add(topic.values().deserializer().deserialize(topic.name(), record.value())));
            }
        }
        return values;
    }

    private <V> void send(Topic<String, V> topic, String key, @Nullable V value) {
        var _ = producer.send(topic, key, value);
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
        olderWriter.close();
    }
}
