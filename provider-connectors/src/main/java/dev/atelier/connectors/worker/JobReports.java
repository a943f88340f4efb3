package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Output;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.trace.Traces;
import dev.atelier.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Says what becomes of one job. Thread-safe. */
final class JobReports implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(JobReports.class);
    private static final long PROGRESS_NANOS = Duration.ofMillis(200).toNanos();
    private static final int TRIES = 5;

    private final EventProducer producer;
    private final Topic<String, JobReport> topic;
    private final String worker;
    private final GenerationJob job;
    private final AtomicLong lastProgress = new AtomicLong(System.nanoTime() - PROGRESS_NANOS);
    private final Lease lease;
    private volatile @Nullable String providerRequestId;

    JobReports(EventProducer producer, Topic<String, JobReport> topic, String worker, GenerationJob job) {
        this.producer = producer;
        this.topic = topic;
        this.worker = worker;
        this.job = job;
        this.lease = new Lease(job.getDispatchedAt(), Duration.ofMillis(job.getHeartbeatMillis()));
        this.providerRequestId = job.getProviderRequestId().orElse(null);
    }

    /** Has the schema of reports looked up once, before many jobs at the same time would all do so. */
    static void prepare(Topic<String, JobReport> topic) {
        var report = JobReport.newBuilder()
                .setGenerationId("")
                .setAccount("")
                .setAttempt(0)
                .setWorker("")
                .setKind(JobReportKind.UNKNOWN)
                .setReportedAt(Instant.EPOCH)
                .build();
        topic.values().serializer().serialize(topic.name(), report);
    }

    /** The job is in our hands. */
    void taken() {
        send(report(JobReportKind.TAKEN));
    }

    /**
     * The provider is about to be asked. Returns once the log has that, and whether the lease still held then. Only then may
     * the provider be asked: otherwise another worker may be about to ask as well.
     */
    boolean submitting() throws InterruptedException {
        return deliver(report(JobReportKind.SUBMITTING).build()) && isOurs();
    }

    /** Whether nobody else has the job. */
    boolean isOurs() {
        return lease.holds(Instant.now());
    }

    /** The provider has it, under {@code id}, which goes into each later report. */
    void submitted(String id) {
        providerRequestId = id;
        send(report(JobReportKind.SUBMITTED));
    }

    /** It is still in our hands. */
    void heartbeat() {
        send(report(JobReportKind.UNKNOWN));
    }

    /** How far it is; passed on a few times a second at most. */
    @Override
    public void at(double fraction, String message) {
        long now = System.nanoTime();
        long last = lastProgress.get();
        if (now - last >= PROGRESS_NANOS && lastProgress.compareAndSet(last, now)) {
            send(progressed(fraction, message));
        }
    }

    /** The same with how it looks so far; passed on each time, as there are few of these. */
    @Override
    public void at(double fraction, String message, byte[] preview) {
        if (preview.length > LARGEST_PREVIEW) {
            at(fraction, message);
            return;
        }
        lastProgress.set(System.nanoTime());
        send(progressed(fraction, message).setPreview(ByteBuffer.wrap(preview)));
    }

    private JobReport.Builder progressed(double fraction, String message) {
        return report(JobReportKind.PROGRESSED)
                .setProgress(Math.clamp(fraction, 0.0, 1.0))
                .setMessage(message);
    }

    /** It is done; returns once the log has it. */
    void succeeded(Submission.Succeeded result, List<Output> outputs) throws InterruptedException {
        boolean _ = deliver(report(JobReportKind.SUCCEEDED)
                .setOutputs(outputs)
                .setMetrics(result.metrics())
                .setDetails(result.details())
                .setCostMicros(result.costMicros().orElse(null))
                .build());
    }

    /** It failed; returns once the log has it. */
    void failed(Failure failure) throws InterruptedException {
        boolean _ = deliver(report(JobReportKind.FAILED)
                .setFailure(Failures.toEvent(failure))
                .build());
    }

    /** It was answered, but not with what was asked for; returns once the log has it. */
    void rejected(Answers.Judgement.Rejected answer) throws InterruptedException {
        boolean _ = deliver(report(JobReportKind.FAILED)
                .setFailure(Failures.toEvent(answer.failure()))
                .setCorrection(answer.correction())
                .setCostMicros(answer.costMicros().orElse(null))
                .build());
    }

    /** It was stopped because nobody wants it; returns once the log has it. */
    void canceled() throws InterruptedException {
        boolean _ = deliver(report(JobReportKind.CANCELED).build());
    }

    private JobReport.Builder report(JobReportKind kind) {
        return JobReport.newBuilder()
                .setGenerationId(job.getGenerationId())
                .setAccount(job.getAccount())
                .setAttempt(job.getAttempt())
                .setWorker(worker)
                .setKind(kind)
                .setReportedAt(Instant.now())
                .setProviderRequestId(providerRequestId);
    }

    /** A lost report on the way does no harm, so nobody waits for it. */
    private void send(JobReport.Builder report) {
        JobReport built = report.build();
        try {
            var _ = post(built).exceptionally(failure -> {
                log(Level.WARN, built, failure);
                return null;
            });
        } catch (RuntimeException e) {
            log(Level.WARN, built, e);
        }
    }

    /** What must not be lost is sent again; when all fails, the lease ends the job. */
    private boolean deliver(JobReport report) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                post(report).join();
                return true;
            } catch (RuntimeException e) {
                log(tries < TRIES ? Level.WARN : Level.ERROR, report, e);
                if (tries == TRIES) {
                    return false;
                }
                Thread.sleep(Duration.ofSeconds(tries));
            }
        }
    }

    private CompletableFuture<Void> post(JobReport report) {
        var record = EventProducer.encode(topic, job.getProvider(), report);
        job.getTrace().ifPresent(trace -> Traces.put(trace, record.headers()));
        return producer.send(record).thenAccept(_ -> lease.renewed(report.getReportedAt(), Instant.now()));
    }

    private void log(Level level, JobReport report, Throwable failure) {
        LOG.atLevel(level)
                .setCause(level == Level.ERROR ? failure : null)
                .addKeyValue("generationId", report.getGenerationId())
                .addKeyValue("provider", job.getProvider())
                .addKeyValue("attempt", report.getAttempt())
                .addKeyValue("kind", report.getKind())
                .log("A report could not be sent: {}", failure.getMessage());
    }
}
