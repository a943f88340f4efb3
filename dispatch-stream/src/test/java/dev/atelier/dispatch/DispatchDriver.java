package dev.atelier.dispatch;

import dev.atelier.dispatch.scheduling.RetryPolicy;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.LineReported;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.MoveRequested;
import dev.atelier.event.Output;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.PauseKind;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.RateLimit;
import dev.atelier.event.SchedulingOrder;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.UsageRecorded;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.PauseKeys;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on a virtual clock, in the words of its tests. */
final class DispatchDriver implements AutoCloseable {
    static final String SCHEMA = """
            {"type": "object", "required": ["prompt"], "additionalProperties": false,
             "properties": {"prompt": {"type": "string", "minLength": 1},
                            "seed": {"type": "integer", "minimum": 0}, "steps": {"type": "integer", "maximum": 50}}}
            """;

    final InMemoryRegistry registry = new InMemoryRegistry();
    final Topics topics = new Topics(new EventSerdes(registry), TopicSettings.SINGLE_BROKER);
    private static final String CHANGELOG = "-changelog";

    private final String application = "driver-" + UUID.randomUUID();
    private final StateFolder state = new StateFolder();
    private final TopologyTestDriver driver;

    DispatchDriver() {
        driver = new TopologyTestDriver(topology(topics), properties(application, state.path()), Requests.NOON);
        project("demo", Map.of());
        model("atelier/sketch", "sketch");
        account("sketch", 2);
    }

    static Topology topology(Topics topics) {
        var kafka = new KafkaConfig("unused:9092", URI.create("http://unused"), TopicSettings.SINGLE_BROKER, Map.of());
        var retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8));
        return DispatchTopology.build(
                new StreamsBuilder(),
                topics,
                new DispatchConfig(
                        kafka,
                        Path.of("unused"),
                        1,
                        0,
                        Duration.ofMillis(10),
                        true,
                        Duration.ofDays(7),
                        retry,
                        List.of("sketch", "fal")));
    }

    private static Properties properties(String application, Path state) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS);
        return properties;
    }

    void project(String project, Map<String, RateLimit> limits) {
        pipe(
                topics.projects(),
                project,
                new ProjectDefined(
                        project, "atelier/sketch", limits, Map.of(), 1, null, null, List.of("house"), null, null));
    }

    void project(ProjectDefined project) {
        pipe(topics.projects(), project.getProject(), project);
    }

    /** A model that runs at each of {@code accounts}, which are named like their providers. */
    void model(String model, String... accounts) {
        model(
                model,
                Stream.of(accounts)
                        .map(account -> Definitions.target(account)
                                .setDefaults("{\"steps\":20}")
                                .build())
                        .toArray(ModelTarget[]::new));
    }

    void model(String model, ModelTarget... targets) {
        model(Definitions.model(model, targets).build());
    }

    void model(ModelDefined model) {
        pipe(topics.models(), model.getModel(), model);
    }

    void style(StyleDefined style) {
        pipe(topics.styles(), style.getStyle(), style);
    }

    void key(ApiKeyDefined key) {
        pipe(topics.apiKeys(), key.getKeyId(), key);
    }

    void account(String account, int concurrency) {
        account(Definitions.account(account, account, concurrency).build());
    }

    void account(AccountDefined account) {
        pipe(topics.accounts(), account.getAccount(), account);
    }

    void submit(String... names) {
        for (String name : names) {
            submit(Requests.image(name));
        }
    }

    void submit(GenerationRequested request) {
        pipe(topics.requests(), request.getProject(), request);
    }

    void submitAt(GenerationRequested request, Instant brokerTime) {
        pipe(topics.requests(), request.getProject(), request, brokerTime);
    }

    void submitBytes(String key, byte[] value) {
        driver.createInputTopic(
                        topics.requests().name(), topics.requests().keys().serializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    void report(GenerationJob job, JobReportKind kind) {
        report(reportOf(job, kind).build());
    }

    void report(JobReport report) {
        pipe(topics.reports(), report.getAccount(), report);
    }

    void succeed(GenerationJob job) {
        report(reportOf(job, JobReportKind.SUCCEEDED)
                .setOutputs(List.of(
                        new Output("image/png", 3L, "0".repeat(64), 1, 1, null, ByteBuffer.wrap(new byte[] {1, 2, 3}))))
                .build());
    }

    void succeed(GenerationJob job, long costMicros) {
        report(reportOf(job, JobReportKind.SUCCEEDED)
                .setOutputs(List.of(
                        new Output("image/png", 1L, "0".repeat(64), 1, 1, null, ByteBuffer.wrap(new byte[] {1}))))
                .setCostMicros(costMicros)
                .build());
    }

    void fail(GenerationJob job, Failure failure) {
        report(reportOf(job, JobReportKind.FAILED)
                .setFailure(Failures.toEvent(failure))
                .build());
    }

    JobReport.Builder reportOf(GenerationJob job, JobReportKind kind) {
        return JobReport.newBuilder()
                .setGenerationId(job.getGenerationId())
                .setAccount(job.getAccount())
                .setAttempt(job.getAttempt())
                .setWorker("worker-1")
                .setKind(kind)
                .setReportedAt(Requests.NOON);
    }

    void cancel(String project, String name) {
        pipe(topics.cancellations(), project, new CancelRequested(Requests.id(name), project, null, Requests.NOON));
    }

    void order(BatchOrder order) {
        pipe(topics.batches(), "demo", order);
    }

    /** Where batches stand, as it was told. */
    List<BatchStatus> batches() {
        return read(topics.batchStatus());
    }

    void move(String project, String name) {
        pipe(topics.moves(), project, new MoveRequested(Requests.id(name), project, null, Requests.NOON));
    }

    /** A worker of {@code sketch} says what it can take on at {@code at}. */
    void announce(String worker, int slots, boolean draining, Instant at) {
        pipe(
                topics.workers(),
                "sketch/" + worker,
                WorkerAnnounced.newBuilder()
                        .setWorker(worker)
                        .setProvider("sketch")
                        .setCapabilities(List.of())
                        .setSlots(slots)
                        .setRunning(0)
                        .setDraining(draining)
                        .setAt(at)
                        .build());
    }

    void pause(PauseKind kind, String name) {
        var pause = PauseDefined.newBuilder()
                .setKind(kind)
                .setName(name)
                .setReason("maintenance")
                .setAt(Requests.NOON)
                .build();
        pipe(topics.pauses(), PauseKeys.of(kind, name), pause);
    }

    void resume(PauseKind kind, String name) {
        driver.createInputTopic(
                        topics.pauses().name(),
                        topics.pauses().keys().serializer(),
                        topics.pauses().values().serializer())
                .pipeInput(PauseKeys.of(kind, name), null);
    }

    void purge(UnaryOperator<PurgeRequested.Builder> what) {
        var purge = what.apply(PurgeRequested.newBuilder().setProvider("sketch").setAt(Requests.NOON))
                .build();
        purge(purge.getProvider(), purge);
    }

    void purge(String key, PurgeRequested purge) {
        pipe(topics.purges(), key, purge);
    }

    List<JobCanceled> canceledJobs() {
        return read(topics.jobCancellations());
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<GenerationJob> jobs() {
        return jobs("sketch");
    }

    List<GenerationJob> jobs(String provider) {
        return read(topics.jobs(provider));
    }

    List<String> jobIds() {
        return jobs().stream().map(GenerationJob::getGenerationId).toList();
    }

    List<GenerationOutcome> outcomes() {
        return read(topics.outcomes());
    }

    List<AccountHealth> health() {
        return read(topics.accountHealth());
    }

    List<LineReported> lines() {
        return read(topics.lines());
    }

    List<UsageRecorded> usage() {
        return read(topics.usage());
    }

    List<GenerationEvent> events() {
        return read(topics.events());
    }

    int deadLetters() {
        return read(topics.deadLetters()).size();
    }

    /** The names of all stores with a changelog that anything was written to. */
    List<String> changedStores() {
        return driver.producedTopicNames().stream()
                .filter(topic -> topic.endsWith(CHANGELOG))
                .map(topic -> topic.substring(application.length() + 1, topic.length() - CHANGELOG.length()))
                .sorted()
                .toList();
    }

    /** What was written to the changelog of {@code store}. */
    List<TestRecord<byte[], byte[]>> changelog(String store) {
        return driver.createOutputTopic(
                        application + "-" + store + CHANGELOG, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** {@code admitted} is read by the topology itself; this shows what was written to it. */
    List<GenerationAdmitted> admitted() {
        return read(topics.admitted()).stream()
                .map(SchedulingOrder::getOrder)
                .filter(GenerationAdmitted.class::isInstance)
                .map(GenerationAdmitted.class::cast)
                .toList();
    }

    static GenerationFailure failure(GenerationOutcome outcome) {
        return outcome.getFailure().orElseThrow();
    }

    static Instant in(Duration time) {
        return Requests.NOON.plus(time);
    }

    private <K, V> void pipe(Topic<K, V> topic, K key, V value) {
        pipe(topic, key, value, Requests.NOON);
    }

    private <K, V> void pipe(Topic<K, V> topic, K key, V value, Instant time) {
        driver.createInputTopic(
                        topic.name(), topic.keys().serializer(), topic.values().serializer())
                .pipeInput(key, value, time);
    }

    /** What was written to {@code topic}, with its headers. */
    <V> List<TestRecord<String, V>> records(Topic<String, V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keys().deserializer(),
                        topic.values().deserializer())
                .readRecordsToList();
    }

    /** Puts {@code request} on the log as a producer does that sets headers. */
    void submit(GenerationRequested request, Headers headers) {
        driver.createInputTopic(
                        topics.requests().name(),
                        topics.requests().keys().serializer(),
                        topics.requests().values().serializer())
                .pipeInput(new TestRecord<>(request.getProject(), request, headers));
    }

    private <K, V> List<V> read(Topic<K, V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keys().deserializer(),
                        topic.values().deserializer())
                .readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
        state.close();
    }
}
