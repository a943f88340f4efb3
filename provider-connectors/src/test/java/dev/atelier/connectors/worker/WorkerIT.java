package dev.atelier.connectors.worker;

import static dev.atelier.event.JobReportKind.CANCELED;
import static dev.atelier.event.JobReportKind.FAILED;
import static dev.atelier.event.JobReportKind.PROGRESSED;
import static dev.atelier.event.JobReportKind.SUBMITTED;
import static dev.atelier.event.JobReportKind.SUBMITTING;
import static dev.atelier.event.JobReportKind.SUCCEEDED;
import static dev.atelier.event.JobReportKind.TAKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.SchemaViolation;
import dev.atelier.platform.failure.Failure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a worker reports of a job, on real servers. */
class WorkerIT {
    private static final String COUNT =
            "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": \"integer\"}}}";
    private static final Rig RIG = new Rig();
    private static final ScriptedProvider PROVIDER = RIG.provider("it-worker-" + UUID.randomUUID());

    private final GenerationJob.Builder job = Rig.job(PROVIDER);
    private final ScriptedProvider.Script script = PROVIDER.script(job.getGenerationId());

    @BeforeAll
    static void start() {
        RIG.work(PROVIDER, 16);
        RIG.await(RIG.send(Rig.job(PROVIDER)), SUCCEEDED);
    }

    @AfterAll
    static void stop() {
        RIG.close();
    }

    @Test
    void reportsAJobThatSucceedsAtOnce() {
        var id = RIG.send(job);

        var report = RIG.await(id, SUCCEEDED);
        assertThat(RIG.kinds(id)).containsExactly(TAKEN, SUBMITTING, SUCCEEDED);
        assertThat(report.getWorker()).isEqualTo("worker-it");
        assertThat(report.getCostMicros()).contains(1200L);
        assertThat(report.getMetrics()).containsEntry("seconds", 0.5);
        assertThat(report.getDetails()).containsEntry("seed", "7");
        var output = report.getOutputs().getFirst();
        assertThat(output.getContent()).contains(ByteBuffer.wrap(ScriptedProvider.PNG));
        assertThat(output.getMediaType()).isEqualTo("image/png");
        assertThat(output.getWidth()).contains(8);
        assertThat(output.getLocation()).isEmpty();
    }

    @Test
    void reportsTheProvidersIdAndAsksUntilItIsDone() {
        var asked = new AtomicInteger();
        script.onSubmit((_, _) -> new Submission.Pending("vendor-1", Duration.ofMillis(10)))
                .onCheck((_, progress) -> {
                    progress.at(0.5, "half way");
                    return asked.incrementAndGet() < 3
                            ? new Submission.Pending("vendor-1", Duration.ofMillis(10))
                            : ScriptedProvider.succeeded(ScriptedProvider.PNG);
                });
        var id = RIG.send(job);

        var report = RIG.await(id, SUCCEEDED);
        assertThat(RIG.kinds(id)).containsExactly(TAKEN, SUBMITTING, SUBMITTED, PROGRESSED, SUCCEEDED);
        assertThat(report.getProviderRequestId()).contains("vendor-1");
        assertThat(RIG.await(id, PROGRESSED).getProgress()).contains(0.5);
    }

    @Test
    void passesOnEachPreviewThatIsSmallEnough() {
        script.onSubmit((_, progress) -> {
            progress.at(0.1, "too soon for another word");
            progress.at(0.2, "seen", new byte[] {1, 2});
            progress.at(0.3, "too large", new byte[Progress.LARGEST_PREVIEW + 1]);
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        var id = RIG.send(job);

        RIG.await(id, SUCCEEDED);
        assertThat(RIG.reports(id))
                .filteredOn(report -> report.getPreview().isPresent())
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.getKind()).isEqualTo(PROGRESSED);
                    assertThat(report.getMessage()).contains("seen");
                    assertThat(report.getPreview()).contains(ByteBuffer.wrap(new byte[] {1, 2}));
                });
    }

    @Test
    void resumesByTheProvidersIdAndNeverSubmitsAgain() {
        var id = RIG.send(job.setAttempt(2).setProviderRequestId("vendor-7"));

        assertThat(RIG.await(id, SUCCEEDED).getAttempt()).isEqualTo(2);
        assertThat(script.calls).containsExactly("check vendor-7");
    }

    @Test
    void asksAgainWhenAPendingJobCannotBeAskedFor() {
        var asked = new AtomicInteger();
        script.onSubmit((_, _) -> new Submission.Pending("vendor-1", Duration.ofMillis(10)))
                .onCheck((_, _) -> asked.incrementAndGet() < 2
                        ? new Submission.Failed(new Failure.Uncertain("no answer"))
                        : ScriptedProvider.succeeded(ScriptedProvider.PNG));
        var id = RIG.send(job);

        RIG.await(id, SUCCEEDED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void reportsAFailureAsTheProviderNamedIt() {
        script.onSubmit((_, _) -> new Submission.Failed(new Failure.ContentRefused("not this one")));
        var id = RIG.send(job);

        var failure = RIG.await(id, FAILED).getFailure().orElseThrow();
        assertThat(failure.getKind()).isEqualTo(FailureKind.CONTENT_REFUSED);
        assertThat(failure.getMessage()).isEqualTo("not this one");
    }

    @Test
    void callsAJobUncertainWhenItsProviderCrashes() {
        script.onSubmit((_, _) -> {
            throw new IllegalStateException("a bug");
        });
        var id = RIG.send(job);

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.UNCERTAIN);
    }

    @Test
    void callsAJobNotStartedWhenItsProviderCrashesBeforeItIsSubmitted() {
        script.onPreparation(() -> {
            throw new IllegalStateException("a bug");
        });
        var id = RIG.send(job);

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(RIG.kinds(id)).containsExactly(TAKEN, FAILED);
    }

    @Test
    void refusesWhatTheProviderCannotDo() {
        var id = RIG.send(job.setCapability(Capability.UPSCALE));

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(script.calls).isEmpty();
    }

    @Test
    void refusesParametersThatAreNoObject() {
        var id = RIG.send(job.setParameters("[1"));

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void callsACutOffPictureAMalformedReply() {
        byte[] half = Arrays.copyOf(ScriptedProvider.PNG, ScriptedProvider.PNG.length / 2);
        script.onSubmit((_, _) -> ScriptedProvider.succeeded(half));
        var id = RIG.send(job);

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.MALFORMED_REPLY);
    }

    @Test
    void reportsAnExtractionInItsCanonicalFormWithTheModelsOwnWords() {
        script.onSubmit((_, _) -> ScriptedProvider.succeeded("```json\n{\"n\": \"3\"}\n```".getBytes(UTF_8)));
        var id = RIG.send(job.setCapability(Capability.EXTRACT).setAnswerSchema(COUNT));

        var report = RIG.await(id, SUCCEEDED);
        assertThat(report.getOutputs().getFirst().getContent()).contains(ByteBuffer.wrap("{\"n\":3}".getBytes(UTF_8)));
        assertThat(report.getDetails()).containsEntry("answer", "```json\n{\"n\": \"3\"}\n```");
    }

    @Test
    void reportsAnAnswerThatDoesNotConformWithWhatIsWrongAndWhatItCost() {
        script.onSubmit((_, _) -> ScriptedProvider.succeeded("{\"n\": \"some\"}".getBytes(UTF_8)));
        var id = RIG.send(job.setCapability(Capability.EXTRACT).setAnswerSchema(COUNT));

        var report = RIG.await(id, FAILED);
        assertThat(report.getFailure().orElseThrow().getKind()).isEqualTo(FailureKind.NONCONFORMANT);
        assertThat(report.getCostMicros()).contains(1200L);
        assertThat(report.getCorrection().orElseThrow().getAnswer()).isEqualTo("{\"n\": \"some\"}");
        assertThat(report.getCorrection().orElseThrow().getViolations())
                .extracting(SchemaViolation::getPath)
                .containsExactly("/n");
    }

    @Test
    void asksNoProviderForWhatNobodyCouldJudge() {
        var id = RIG.send(job.setCapability(Capability.EXTRACT).setAnswerSchema("{\"type\": \"strin\"}"));

        assertThat(RIG.await(id, FAILED).getFailure().orElseThrow().getKind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(script.calls).isEmpty();
    }

    @Test
    void stagesALargeOutput() throws Exception {
        byte[] large = TestPictures.png(256, 256);
        script.onSubmit((_, _) -> ScriptedProvider.succeeded(large));
        var id = RIG.send(job);

        var output = RIG.await(id, SUCCEEDED).getOutputs().getFirst();
        assertThat(large.length).isGreaterThan(64 * 1024);
        assertThat(output.getContent()).isEmpty();
        assertThat(output.getLocation()).contains("staging/demo/%s/1-0".formatted(id));
        try (var stored = RIG.objects.open(output.getLocation().orElseThrow())) {
            assertThat(stored.readAllBytes()).isEqualTo(large);
        }
    }

    @Test
    void keepsTheLeaseOfASlowJobAlive() {
        var release = new CountDownLatch(1);
        script.onSubmit((_, _) -> {
            release.await();
            return ScriptedProvider.succeeded(ScriptedProvider.PNG);
        });
        var id = RIG.send(job.setHeartbeatMillis(1_500));

        await().atMost(Rig.PATIENCE)
                .until(() -> RIG.kinds(id).stream()
                                .filter(kind -> kind == JobReportKind.UNKNOWN)
                                .count()
                        >= 3);
        release.countDown();
        RIG.await(id, SUCCEEDED);
    }

    /** Another worker may be about to ask by then. */
    @Test
    void asksNoProviderWhenItsLeaseMayHaveEnded() {
        var id = RIG.send(job.setDispatchedAt(Instant.now().minusSeconds(45)).setHeartbeatMillis(60_000));

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(script.calls).isEmpty();
    }

    @Test
    void cancelsAJobWhoseDeadlinePasses() {
        script.onSubmit((_, _) -> new Submission.Pending("vendor-9", Duration.ofMinutes(1)))
                .onCheck((_, _) -> new Submission.Pending("vendor-9", Duration.ofMinutes(1)));
        var id = RIG.send(job.setDeadline(Instant.now().plusMillis(700)));

        assertThat(failureKind(RIG.await(id, FAILED))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
        await().atMost(Rig.PATIENCE).until(() -> script.calls.contains("cancel vendor-9"));
    }

    @Test
    void cancelsAJobThatRuns() {
        script.onSubmit((_, _) -> new Submission.Pending("vendor-8", Duration.ofMinutes(1)))
                .onCheck((_, _) -> new Submission.Pending("vendor-8", Duration.ofMinutes(1)));
        var id = RIG.send(job);
        RIG.await(id, SUBMITTED);

        RIG.cancel(id, PROVIDER);

        assertThat(RIG.await(id, CANCELED).getProviderRequestId()).contains("vendor-8");
        assertThat(script.calls).contains("cancel vendor-8");
    }

    @Test
    void asksNoProviderForAJobThatWasCanceledOnItsWay() {
        RIG.cancel(job.getGenerationId(), PROVIDER);

        var id = RIG.send(job);

        RIG.await(id, CANCELED);
        assertThat(script.calls).isEmpty();
    }

    private static FailureKind failureKind(JobReport report) {
        return report.getFailure().orElseThrow().getKind();
    }
}
