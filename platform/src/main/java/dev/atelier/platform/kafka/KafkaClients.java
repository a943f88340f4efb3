package dev.atelier.platform.kafka;

import static java.util.Objects.requireNonNull;

import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicCreation;
import dev.atelier.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the Kafka clients of a service, all with the settings that the promises need. Clients carry bytes; {@link
 * dev.atelier.schemas.Topic} knows what they mean, so that a record which cannot be read is still at hand for {@link
 * DeadLetters}. Thread-safe; the caller closes what it gets.
 */
public final class KafkaClients implements AutoCloseable {
    private static final int TRANSACTION_RETRY_MILLIS = 5;
    private static final int LINGER_MILLIS = 1_000;

    private final KafkaConfig config;
    private final EventSerdes serdes;
    private final Topics topics;

    public KafkaClients(KafkaConfig config) {
        this.config = requireNonNull(config);
        this.serdes = EventSerdes.of(config.registry());
        this.topics = new Topics(serdes, config.topics());
    }

    /** The topics, on this cluster's registry. */
    public Topics topics() {
        return topics;
    }

    /** What every client needs: the brokers and the operator's own properties. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(config.properties());
        properties.put("bootstrap.servers", config.bootstrapServers());
        return properties;
    }

    /** An administration client. */
    public Admin admin() {
        return Admin.create(properties());
    }

    /** Creates the topics that are missing, with the job topics of {@code providers}. */
    public void ensureTopics(Collection<String> providers) {
        try (Admin admin = admin()) {
            TopicCreation.ensure(admin, topics.all(providers), config.topics().replicationFactor());
        }
    }

    /** A producer whose records are acknowledged by all in-sync replicas and never duplicated by a retry. */
    public EventProducer producer(String clientId) {
        return new EventProducer(new KafkaProducer<>(producerProperties(clientId)));
    }

    /** As {@link #producer}, for transactions under {@code transactionalId}, which fences an earlier holder. */
    public KafkaProducer<byte[], byte[]> transactionalProducer(String clientId, String transactionalId) {
        return transactionalProducer(clientId, transactionalId, Map.of());
    }

    /** As the one without {@code overrides}, which win. */
    public KafkaProducer<byte[], byte[]> transactionalProducer(
            String clientId, String transactionalId, Map<String, Object> overrides) {
        Map<String, Object> properties = producerProperties(clientId);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.putAll(inTransactions());
        properties.putAll(overrides);
        return new KafkaProducer<>(properties);
    }

    /** What suits a producer whose every record waits for a commit. */
    public static Map<String, Object> inTransactions() {
        return Map.of(
                // Nobody sees a record before the commit, which sends what is left: many records share a request.
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                // The broker closes a transaction a moment after it says so; until then the next one is turned away.
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG, TRANSACTION_RETRY_MILLIS);
    }

    /** A consumer of committed records; offsets are committed by its owner alone. {@code overrides} win. */
    public KafkaConsumer<byte[], byte[]> consumer(String clientId, Map<String, Object> overrides) {
        Map<String, Object> properties = consumerProperties(clientId);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.putAll(overrides);
        return new KafkaConsumer<>(properties);
    }

    /** A member of a share group (KIP-932). {@code overrides} win. */
    public KafkaShareConsumer<byte[], byte[]> shareConsumer(
            String clientId, String group, Map<String, Object> overrides) {
        Map<String, Object> properties = consumerProperties(clientId);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.putAll(overrides);
        return new KafkaShareConsumer<>(properties);
    }

    private Map<String, Object> producerProperties(String clientId) {
        Map<String, Object> properties = properties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    private Map<String, Object> consumerProperties(String clientId) {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    @Override
    public void close() {
        serdes.close();
    }
}
