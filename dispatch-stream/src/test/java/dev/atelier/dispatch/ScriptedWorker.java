package dev.atelier.dispatch;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Output;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one provider that charges for each call and knows no id of ours. They keep their contract with dispatch
 * (docs/adr/0007-ask-a-provider-once.md), but any of them may die after any step, and says nothing then.
 */
final class ScriptedWorker {
    /** In their order. */
    enum Step {
        TAKEN,
        SUBMITTING,
        ASKED,
        SUBMITTED,
        DONE
    }

    /**
     * What becomes of a job.
     *
     * @param last       after which step its worker dies
     * @param work       how long the provider takes
     * @param costMicros what it charges
     */
    record Fate(Step last, Duration work, long costMicros) {}

    private final KafkaClients kafka;
    private final String provider;
    private final Topic<String, JobReport> reports;
    private final Function<GenerationJob, Fate> script;
    private final EventProducer producer;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Map<String, Integer> resumed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService hearts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread intake;
    private volatile boolean closed;

    ScriptedWorker(KafkaClients kafka, String provider, Function<GenerationJob, Fate> script) {
        this.kafka = kafka;
        this.provider = provider;
        this.reports = kafka.topics().reports();
        this.script = script;
        this.producer = kafka.producer("worker");
        this.intake = Thread.ofPlatform().daemon().name("worker-" + provider).start(this::take);
    }

    /** By generation: how often the provider was asked to make it. */
    Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }

    /** By generation: how often it was asked for what it had begun. */
    Map<String, Integer> resumed() {
        return Map.copyOf(resumed);
    }

    private void take() {
        var topic = kafka.topics().jobs(provider);
        try (KafkaConsumer<byte[], byte[]> consumer =
                kafka.consumer("worker", Map.of("group.id", "worker-" + UUID.randomUUID()))) {
            consumer.subscribe(List.of(topic.name()));
            while (!closed) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var job = topic.values().deserializer().deserialize(topic.name(), record.value());
                    if (!isStale(job)) {
                        hands.execute(new Hand(job, script.apply(job)));
                    }
                }
            }
        }
    }

    private static boolean isStale(GenerationJob job) {
        return job.getDispatchedAt().plusMillis(job.getHeartbeatMillis()).isBefore(Instant.now());
    }

    void close() throws InterruptedException {
        closed = true;
        intake.join();
        hands.shutdownNow();
        hearts.shutdownNow();
        producer.close();
    }

    /** One job in the hands of one worker. */
    private final class Hand implements Runnable {
        private final GenerationJob job;
        private final Fate fate;
        private final Duration sure;
        private Instant sureUntil;
        private volatile @Nullable String requestId;

        private Hand(GenerationJob job, Fate fate) {
            this.job = job;
            this.fate = fate;
            this.sure =
                    Duration.ofMillis(job.getHeartbeatMillis()).multipliedBy(2).dividedBy(3);
            this.sureUntil = job.getDispatchedAt().plus(sure);
            this.requestId = job.getProviderRequestId().orElse(null);
        }

        @Override
        public void run() {
            long beat = job.getHeartbeatMillis() / 3;
            var heart =
                    hearts.scheduleAtFixedRate(() -> tell(JobReportKind.UNKNOWN), beat, beat, TimeUnit.MILLISECONDS);
            try {
                work();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                heart.cancel(false);
            }
        }

        private void work() throws InterruptedException {
            tell(JobReportKind.TAKEN);
            if (fate.last() == Step.TAKEN) {
                return;
            }
            if (requestId != null) {
                resumed.merge(job.getGenerationId(), 1, Integer::sum);
            } else if (!begin()) {
                return;
            }
            Thread.sleep(fate.work());
            log(report(JobReportKind.SUCCEEDED)
                            .setOutputs(List.of(output()))
                            .setCostMicros(fate.costMicros())
                            .build())
                    .join();
        }

        /** Whether the provider has it, and this worker lives on. */
        private boolean begin() {
            log(report(JobReportKind.SUBMITTING).build()).join();
            if (!isSure()) {
                log(report(JobReportKind.FAILED)
                                .setFailure(Failures.toEvent(new Failure.Unavailable("not begun")))
                                .build())
                        .join();
                return false;
            }
            if (fate.last() == Step.SUBMITTING) {
                return false;
            }
            int call = calls.merge(job.getGenerationId(), 1, Integer::sum);
            if (fate.last() == Step.ASKED) {
                return false;
            }
            requestId = job.getGenerationId() + "/" + call;
            tell(JobReportKind.SUBMITTED);
            return fate.last() != Step.SUBMITTED;
        }

        /** Nobody waits for the log. */
        private void tell(JobReportKind kind) {
            var _ = log(report(kind).build());
        }

        private CompletableFuture<Void> log(JobReport report) {
            return producer.send(reports, provider, report).thenAccept(_ -> renew(report.getReportedAt()));
        }

        /** A report that came too late to keep the lease does not bring it back. */
        private synchronized void renew(Instant sentAt) {
            if (isSure() && sentAt.plus(sure).isAfter(sureUntil)) {
                sureUntil = sentAt.plus(sure);
            }
        }

        private synchronized boolean isSure() {
            return Instant.now().isBefore(sureUntil);
        }

        private JobReport.Builder report(JobReportKind kind) {
            return JobReport.newBuilder()
                    .setGenerationId(job.getGenerationId())
                    .setAccount(job.getAccount())
                    .setAttempt(job.getAttempt())
                    .setWorker("worker")
                    .setKind(kind)
                    .setReportedAt(Instant.now())
                    .setProviderRequestId(requestId);
        }
    }

    private static Output output() {
        return new Output("image/png", 1L, "0".repeat(64), 1, 1, null, ByteBuffer.wrap(new byte[] {1}));
    }
}
