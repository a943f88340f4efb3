package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Provider;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreConfig;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.testing.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** The real servers, a producer of jobs, and all reports as they come in. */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One partition a job topic: a share group gives each partition to one member until it has more members. */
    private static final TopicSettings TOPICS =
            new TopicSettings(6, 1, (short) 1, Duration.ofHours(6), Duration.ofDays(7));

    final KafkaClients kafka;
    final ObjectStore objects;
    final EventProducer producer;
    private final EventProducer workersProducer;
    private final TopicTail<String, JobReport> tail;
    private final List<JobReport> reports = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Cancellations canceled;
    final Crew crew;
    private final AccountChecks checks;
    final CallbackTail callbacks;

    Rig() {
        kafka = new KafkaClients(kafkaConfig());
        kafka.ensureTopics(List.of());
        objects = new ObjectStore(objectsConfig());
        objects.ensureBucket();
        producer = kafka.producer("rig");
        workersProducer = kafka.producer("rig-workers");
        canceled = new Cancellations(kafka);
        crew = new Crew(kafka, InstantSource.system());
        checks = new AccountChecks(kafka, InstantSource.system());
        callbacks = new CallbackTail(kafka);
        tail = new TopicTail<>(
                kafka, kafka.topics().reports(), TopicTail.Start.LATEST, (_, report) -> reports.add(report));
    }

    static KafkaConfig kafkaConfig() {
        var stack = TestStack.endpoints();
        return new KafkaConfig(stack.kafkaBootstrap(), stack.registry(), TOPICS, Map.of());
    }

    static ObjectStoreConfig objectsConfig() {
        var s3 = TestStack.endpoints().s3();
        return new ObjectStoreConfig(s3.uri(), "connectors-it", new Secret(s3.accessKey()), new Secret(s3.secretKey()));
    }

    /** A provider under a name that no other test uses, and so with a topic and a group of its own. */
    ScriptedProvider provider(String name) {
        kafka.ensureTopics(List.of(name));
        return new ScriptedProvider(name);
    }

    Worker work(Provider provider, int slots) {
        return work(provider, slots, "worker-it");
    }

    Worker work(Provider provider, int slots, String id) {
        var worker = Worker.start(
                provider,
                slots,
                new Workplace(kafka, workersProducer, objects, canceled, crew, checks, Optional.of(callbacks), id));
        workers.add(worker);
        return worker;
    }

    static GenerationJob.Builder job(Provider provider) {
        return GenerationJob.newBuilder()
                .setGenerationId(UUID.randomUUID().toString())
                .setProject("demo")
                .setProvider(provider.name())
                .setAccount("account-it")
                .setModel("atelier/scripted")
                .setProviderModel("scripted")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setParameters("{\"prompt\":\"a fox\"}")
                .setAttempt(1)
                .setHeartbeatMillis(60_000)
                .setDispatchedAt(Instant.now());
    }

    String send(GenerationJob.Builder builder) {
        var job = builder.build();
        producer.send(kafka.topics().jobs(job.getProvider()), job.getAccount(), job)
                .join();
        return job.getGenerationId();
    }

    /** Returns once the workers know. */
    void cancel(String generationId, Provider provider) {
        producer.send(
                        kafka.topics().jobCancellations(),
                        generationId,
                        new JobCanceled(generationId, provider.name(), Instant.now()))
                .join();
        Awaitility.await().atMost(PATIENCE).until(() -> canceled.contains(generationId));
    }

    List<JobReport> reports(String generationId) {
        return reports.stream()
                .filter(report -> report.getGenerationId().equals(generationId))
                .toList();
    }

    List<JobReportKind> kinds(String generationId) {
        return reports(generationId).stream().map(JobReport::getKind).toList();
    }

    /** The first report of that kind, once it is there. */
    JobReport await(String generationId, JobReportKind kind) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> kinds(generationId).contains(kind));
        return reports(generationId).stream()
                .filter(report -> report.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.stop(Duration.ZERO));
        callbacks.close();
        checks.close();
        crew.close();
        canceled.close();
        tail.close();
        workersProducer.close();
        producer.close();
        objects.close();
        kafka.close();
    }
}
