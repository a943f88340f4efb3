package dev.atelier.bench.connectors;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationJob;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Sends jobs to the connector as dispatch does. Thread-safe. */
final class Desk implements AutoCloseable {
    /** As long as leases usually are: a job that waits is heard of three times in it. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** Longer than any backlog here: a job whose lease has ended is passed over, and nobody sends it again. */
    private static final Duration LONG = Duration.ofMinutes(30);

    private static final List<String> PROVIDERS = List.of("replicate", "cog");

    private final KafkaClients kafka;
    private final EventProducer producer;

    Desk(Endpoints endpoints) {
        kafka = new KafkaClients(new KafkaConfig(
                endpoints.kafkaBootstrap(), endpoints.registry(), TopicSettings.SINGLE_BROKER, Map.of()));
        kafka.ensureTopics(PROVIDERS);
        producer = kafka.producer("bench");
    }

    KafkaClients kafka() {
        return kafka;
    }

    /** Both providers are at {@code vendor}. */
    void define(VendorProcess vendor) {
        for (String provider : PROVIDERS) {
            var account = AccountDefined.newBuilder()
                    .setAccount(account(provider))
                    .setProvider(provider)
                    .setConcurrency(1)
                    .setLeaseMillis(LEASE.toMillis())
                    .setMaxAttempts(1)
                    .setBaseUrl(vendor.baseUrl())
                    .build();
            producer.send(kafka.topics().accounts(), account.getAccount(), account)
                    .join();
        }
    }

    private static String account(String provider) {
        return "bench-" + provider;
    }

    /** Sends one job, whose id {@code known} hears before anything can come of it. */
    void send(Work work, Consumer<GenerationJob> known) {
        var now = Instant.now();
        var job = GenerationJob.newBuilder()
                .setGenerationId(GenerationIds.create(now))
                .setProject("bench")
                .setProvider(work.provider())
                .setAccount(account(work.provider()))
                .setModel("bench/" + work)
                .setProviderModel("bench/" + work)
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setParameters("{\"prompt\": \"a red fox in the snow\", \"seed\": %d}"
                        .formatted(ThreadLocalRandom.current().nextInt(1_000_000)))
                .setAttempt(1)
                .setHeartbeatMillis((work.waits() ? LEASE : LONG).toMillis())
                .setDispatchedAt(now)
                .build();
        known.accept(job);
        var _ = producer.send(kafka.topics().jobs(work.provider()), job.getAccount(), job);
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
