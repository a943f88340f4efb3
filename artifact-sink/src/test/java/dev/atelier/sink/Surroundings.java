package dev.atelier.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationResult;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.metadata.CassandraConfig;
import dev.atelier.platform.metadata.MetadataStore;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreConfig;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.testing.TestStack;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What is around a sink on real servers: dispatch, which sends it outcomes, and whoever looks at results, rows and objects.
 * Each has a keyspace, a bucket and a group of its own, named by {@code name}.
 */
final class Surroundings implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final KafkaClients kafka;
    private final EventProducer dispatch;
    private final MetadataStore metadata;
    private final ObjectStore objects;
    private final Queue<GenerationResult> results = new ConcurrentLinkedQueue<>();
    private final TopicTail<String, GenerationResult> tail;

    Surroundings(String name) {
        this.name = name;
        var config = config();
        kafka = new KafkaClients(config.kafka());
        kafka.ensureTopics(List.of());
        dispatch = kafka.producer("dispatch");
        metadata = MetadataStore.connect(config.cassandra());
        objects = new ObjectStore(config.objects());
        objects.ensureBucket();
        tail = new TopicTail<>(
                kafka,
                kafka.topics().results(),
                TopicTail.Start.LATEST,
                (_, result) -> results.add(requireNonNull(result)));
    }

    /** How a sink here is configured. */
    SinkConfig config() {
        var cassandra = TestStack.endpoints().cassandra();
        return config(name, cassandra.getHostString() + ":" + cassandra.getPort());
    }

    /** The same, with the rows in {@code keyspace}, reached at {@code contactPoint}. */
    SinkConfig config(String keyspace, String contactPoint) {
        var stack = TestStack.endpoints();
        return new SinkConfig(
                "0",
                name,
                64,
                Duration.ofSeconds(5),
                new KafkaConfig(stack.kafkaBootstrap(), stack.registry(), TopicSettings.SINGLE_BROKER, Map.of()),
                new ObjectStoreConfig(
                        stack.s3().uri(),
                        name.replace('_', '-'),
                        new Secret(stack.s3().accessKey()),
                        new Secret(stack.s3().secretKey())),
                new CassandraConfig(
                        contactPoint, stack.cassandraDatacenter(), keyspace, 1, Optional.empty(), Optional.empty()));
    }

    KafkaClients kafka() {
        return kafka;
    }

    ObjectStore objects() {
        return objects;
    }

    CqlSession session() {
        return metadata.session();
    }

    CompletableFuture<RecordMetadata> send(GenerationOutcome outcome) {
        return dispatch.send(kafka.topics().outcomes(), outcome.getRequest().getProject(), outcome);
    }

    CompletableFuture<RecordMetadata> send(GenerationEvent event) {
        return dispatch.send(kafka.topics().events(), event.getProject(), event);
    }

    CompletableFuture<RecordMetadata> send(BatchStatus status) {
        return dispatch.send(kafka.topics().batchStatus(), status.getBatchId(), status);
    }

    CompletableFuture<RecordMetadata> send(GenerationAmended amendment) {
        return dispatch.send(kafka.topics().amendments(), amendment.getProject(), amendment);
    }

    /** Sends bytes that no outcome has been written as. */
    CompletableFuture<RecordMetadata> sendGarbage(String topic, String project, byte... bytes) {
        return dispatch.send(new ProducerRecord<>(topic, project.getBytes(UTF_8), bytes));
    }

    /** All results of {@code id} that a reader of committed records has seen so far. */
    List<GenerationResult> results(String id) {
        return results.stream()
                .filter(result -> result.getGenerationId().equals(id))
                .toList();
    }

    /** All results of {@code project} so far, in the order of their partition. */
    List<GenerationResult> resultsOf(String project) {
        return results.stream()
                .filter(result -> result.getProject().equals(project))
                .toList();
    }

    /** The first result of {@code id}, waited for. */
    GenerationResult result(String id) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> results(id), found -> !found.isEmpty())
                .getFirst();
    }

    List<Row> rows(String project) {
        return session()
                .execute("SELECT * FROM generations WHERE project = ? AND day = ?", project, Rows.day(Outcomes.NOON))
                .all();
    }

    /** The status of the only row of {@code project}, or that there is none. */
    String status(String project) {
        var rows = rows(project);
        return rows.isEmpty() ? "no row" : requireNonNull(rows.getFirst().getString("status"));
    }

    /** The keys of all objects whose key begins with {@code prefix}. */
    List<String> keys(String prefix) throws MinioException {
        var store = config().objects();
        var client = MinioClient.builder()
                .endpoint(store.endpoint().toString())
                .credentials(store.accessKey().value(), store.secretKey().value())
                .region("us-east-1")
                .build();
        List<String> keys = new ArrayList<>();
        var found = client.listObjects(ListObjectsArgs.builder()
                .bucket(store.bucket())
                .prefix(prefix)
                .recursive(true)
                .build());
        for (var item : found) {
            keys.add(item.get().objectName());
        }
        return keys;
    }

    /** Waits until everything announced before now is in {@link #results}. */
    void awaitAllResults() throws Exception {
        tail.awaitEnd(Duration.ofSeconds(30));
    }

    void flush(List<CompletableFuture<RecordMetadata>> sent) throws Exception {
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, SECONDS);
    }

    @Override
    public void close() {
        tail.close();
        dispatch.close();
        objects.close();
        metadata.close();
        kafka.close();
    }
}
