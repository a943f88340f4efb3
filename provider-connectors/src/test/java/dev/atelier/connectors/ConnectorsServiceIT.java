package dev.atelier.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.platform.callbacks.CallbacksConfig;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreConfig;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.stack.testing.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as it runs, with the reference provider and the local worker, on real servers. */
class ConnectorsServiceIT {
    private static final ConnectorsConfig CONFIG = config();
    private static final KafkaClients KAFKA = new KafkaClients(CONFIG.kafka());
    private static final ConnectorsService SERVICE = ConnectorsService.start(CONFIG, Map.of());
    private static final EventProducer PRODUCER = KAFKA.producer("service-it");
    private static final List<JobReport> REPORTS = new CopyOnWriteArrayList<>();
    private static final TopicTail<String, JobReport> TAIL = new TopicTail<>(
            KAFKA, KAFKA.topics().reports(), TopicTail.Start.LATEST, (_, report) -> REPORTS.add(report));

    private static ConnectorsConfig config() {
        var stack = TestStack.endpoints();
        var s3 = stack.s3();
        return new ConnectorsConfig(
                new KafkaConfig(stack.kafkaBootstrap(), stack.registry(), TopicSettings.SINGLE_BROKER, Map.of()),
                new ObjectStoreConfig(s3.uri(), "service-it", new Secret(s3.accessKey()), new Secret(s3.secretKey())),
                new OutboundConfig(Duration.ofSeconds(5), List.of()),
                CallbacksConfig.none(),
                Optional.of("worker-service-it"),
                Duration.ofSeconds(5),
                Optional.empty(),
                Map.of(
                        "sketch", new ProviderConfig(true, 8, Map.of("faults", "true")),
                        "local", new ProviderConfig(true, 1, Map.of())));
    }

    @BeforeAll
    static void warmUp() {
        ended(send(job("""
                {"prompt": "a fox", "size": "16x16"}""")));
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        TAIL.close();
        PRODUCER.close();
        KAFKA.close();
    }

    @Test
    void paintsAPicture() {
        var report = ended(send(job("""
                {"prompt": "a red fox", "size": "64x48", "seed": 7}""")));

        assertThat(report.getKind()).isEqualTo(JobReportKind.SUCCEEDED);
        assertThat(report.getWorker()).isEqualTo("worker-service-it");
        assertThat(report.getDetails()).containsEntry("seed", "7");
        var output = report.getOutputs().getFirst();
        assertThat(output.getMediaType()).isEqualTo("image/png");
        assertThat(output.getWidth()).contains(64);
        assertThat(output.getHeight()).contains(48);
    }

    @Test
    void runsTheShippedModel() {
        var report = ended(send(job("""
                {"prompt": "a cat", "steps": 4}""")
                .setProvider("local")
                .setAccount("local")
                .setModel("atelier/emoji-64")
                .setProviderModel("emoji-64")));

        assertThat(report.getKind()).isEqualTo(JobReportKind.SUCCEEDED);
        assertThat(report.getDetails()).containsEntry("model", "emoji-64").containsKey("device");
        assertThat(report.getOutputs().getFirst().getWidth()).contains(64);
    }

    @Test
    void paintsOverAnObjectOfTheProject() throws Exception {
        var painted = ended(send(job("""
                {"prompt": "a house", "size": "40x40"}""")));
        var output = painted.getOutputs().getFirst();
        byte[] picture = output.getContent().orElseThrow().array();
        var key = ObjectKeys.content("demo", output.getSha256());
        try (var objects = new ObjectStore(CONFIG.objects())) {
            objects.put(key, picture, "image/png");
        }

        var report = ended(send(job("""
                {"prompt": "the sea", "image": "object://%s"}""".formatted(key)).setCapability(Capability.IMAGE_TO_IMAGE)));

        assertThat(report.getKind()).isEqualTo(JobReportKind.SUCCEEDED);
        assertThat(report.getOutputs().getFirst().getWidth()).contains(40);
    }

    @Test
    void extractsASample() {
        var report = ended(send(job("""
                {"schema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}""").setCapability(Capability.EXTRACT)));

        assertThat(report.getOutputs().getFirst().getMediaType()).isEqualTo("application/json");
    }

    @Test
    void finishesADelayedJobThatAnotherWorkerBegan() {
        var begun = Instant.now().minusSeconds(60).toEpochMilli();

        var report = ended(send(job("""
                {"prompt": "a moon", "size": "16x16", "delay_ms": 60000}""").setAttempt(2).setProviderRequestId("sketch-" + begun)));

        assertThat(report.getKind()).isEqualTo(JobReportKind.SUCCEEDED);
        assertThat(report.getAttempt()).isEqualTo(2);
    }

    @Test
    void reportsAnEmptyAnswerAsAFailure() {
        var report = ended(send(job("""
                {"prompt": "a moon", "fault": "empty"}""")));

        assertThat(report.getKind()).isEqualTo(JobReportKind.FAILED);
    }

    private static GenerationJob.Builder job(String parameters) {
        return GenerationJob.newBuilder()
                .setGenerationId(UUID.randomUUID().toString())
                .setProject("demo")
                .setProvider("sketch")
                .setAccount("sketch")
                .setModel("atelier/sketch")
                .setProviderModel("sketch")
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setParameters(parameters)
                .setAttempt(1)
                .setHeartbeatMillis(60_000)
                .setDispatchedAt(Instant.now());
    }

    private static String send(GenerationJob.Builder builder) {
        var job = builder.build();
        PRODUCER.send(KAFKA.topics().jobs(job.getProvider()), job.getAccount(), job)
                .join();
        return job.getGenerationId();
    }

    /** The final report of a generation, once it is there. */
    private static JobReport ended(String generationId) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> REPORTS.stream()
                                .filter(report -> report.getGenerationId().equals(generationId))
                                .filter(report -> report.getKind() == JobReportKind.SUCCEEDED
                                        || report.getKind() == JobReportKind.FAILED)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
