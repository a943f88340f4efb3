package dev.atelier.bench.dispatch;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.OnLimit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One provider, the projects that go there, and a way to ask for them. Thread-safe. */
final class Market implements AutoCloseable {
    static final String PROVIDER = "bench";
    /** An account that has always room, and the project that is measured there. */
    static final String OPEN = "open";

    private static final int AMPLE = 1_000_000;
    private static final long LEASE_MILLIS = 3_600_000;
    private static final int ATTEMPTS = 4;
    private static final String SCHEMA = """
            {"type": "object", "required": ["prompt"], "additionalProperties": false,
             "properties": {"prompt": {"type": "string", "minLength": 1}, "seed": {"type": "integer", "minimum": 0}}}
            """;

    private final KafkaClients kafka;
    private final EventProducer producer;

    Market(Endpoints endpoints) {
        kafka = new KafkaClients(new KafkaConfig(
                endpoints.kafkaBootstrap(), endpoints.registry(), TopicSettings.SINGLE_BROKER, Map.of()));
        kafka.ensureTopics(List.of(PROVIDER));
        producer = kafka.producer("bench");
        account(OPEN, AMPLE);
        project(OPEN, OPEN);
    }

    KafkaClients kafka() {
        return kafka;
    }

    EventProducer producer() {
        return producer;
    }

    /** An account with so many slots, and a model that runs there. */
    void account(String account, int slots) {
        send(
                kafka.topics().accounts(),
                account,
                AccountDefined.newBuilder()
                        .setAccount(account)
                        .setProvider(PROVIDER)
                        .setConcurrency(slots)
                        .setLeaseMillis(LEASE_MILLIS)
                        .setMaxAttempts(ATTEMPTS)
                        .build());
        var model = ModelDefined.newBuilder()
                .setModel(model(account))
                .setTitle("A model of " + account)
                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                .setInputSchema(SCHEMA)
                .setTargets(List.of(ModelTarget.newBuilder()
                        .setProvider(PROVIDER)
                        .setAccount(account)
                        .setProviderModel("null")
                        .build()))
                .build();
        send(kafka.topics().models(), model.getModel(), model);
    }

    /** A project that goes to {@code account}. */
    void project(String project, String account) {
        project(project, account, Map.of());
    }

    /** A project that goes to {@code account}; {@code slots} may say how many of its own it has, by provider. */
    void project(String project, String account, Map<String, Integer> slots) {
        var defined = ProjectDefined.newBuilder()
                .setProject(project)
                .setDefaultModel(model(account))
                .setConcurrency(slots)
                .build();
        send(kafka.topics().projects(), project, defined);
    }

    /** Completes when the log has it. */
    CompletableFuture<RecordMetadata> submit(String project, String generationId) {
        var request = GenerationRequested.newBuilder()
                .setGenerationId(generationId)
                .setProject(project)
                .setInput("{\"prompt\": \"a red fox\", \"seed\": %d}"
                        .formatted(ThreadLocalRandom.current().nextInt(1_000_000)))
                .setLane(Lane.NORMAL)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(Instant.now())
                .build();
        return producer.send(kafka.topics().requests(), project, request);
    }

    private <V> void send(Topic<String, V> topic, String key, V value) {
        producer.send(topic, key, value).join();
    }

    private static String model(String account) {
        return "bench/" + account;
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
