package dev.atelier.connectors.worker;

import static dev.atelier.event.JobReportKind.SUBMITTED;
import static dev.atelier.event.JobReportKind.SUBMITTING;
import static dev.atelier.event.JobReportKind.SUCCEEDED;
import static dev.atelier.event.JobReportKind.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.ProviderCalledBack;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls that come too early or never, and answers that are lost, on real servers. */
class CallbackIT {
    private static final Rig RIG = new Rig();
    private static final ScriptedProvider PROVIDER = RIG.provider("it-callback-" + UUID.randomUUID());

    private final GenerationJob.Builder job = Rig.job(PROVIDER);
    private final String id = job.getGenerationId();
    private final ScriptedProvider.Script script = PROVIDER.script(id);

    @BeforeAll
    static void start() {
        RIG.work(PROVIDER, 16);
        PROVIDER.lookUp =
                Optional.of(job -> job.parameters().has("shown") ? Optional.of("vendor-3") : Optional.empty());
        RIG.await(RIG.send(Rig.job(PROVIDER)), SUCCEEDED);
    }

    @AfterAll
    static void stop() {
        RIG.close();
    }

    @Test
    void remembersACallThatComesBeforeTheAnswerToTheSubmit() {
        var called = new CountDownLatch(1);
        RIG.callbacks.listen(generationId -> {
            if (generationId.equals(id)) {
                called.countDown();
            }
        });
        script.onSubmit((_, _) -> {
            call();
            called.await();
            return new Submission.Pending("vendor-1", Duration.ofMinutes(1));
        });

        RIG.send(job);

        RIG.await(id, SUCCEEDED);
        assertThat(script.calls).containsExactly("submit", "check vendor-1");
    }

    @Test
    void asksAgainForAJobThatWasCalledAboutTooEarlyAndTwice() {
        script.onSubmit((_, _) -> {
            call();
            call();
            return new Submission.Pending("vendor-2", Duration.ofMillis(10));
        });
        script.onCheck((_, _) -> script.calls.size() < 4
                ? new Submission.Pending("vendor-2", Duration.ofMillis(10))
                : ScriptedProvider.succeeded(ScriptedProvider.PNG));

        RIG.send(job);

        RIG.await(id, SUCCEEDED);
        assertThat(script.calls.stream().filter("submit"::equals)).hasSize(1);
    }

    @Test
    void findsAJobThatNobodyCalledAbout() {
        script.onSubmit((_, _) -> new Submission.Pending("vendor-4", Duration.ofMillis(200)));

        RIG.send(job);

        RIG.await(id, SUCCEEDED);
        assertThat(script.calls).containsExactly("submit", "check vendor-4");
    }

    @Test
    void goesOnWithAJobThatItFindsAfterALostAnswer() {
        script.onSubmit((_, _) -> new Submission.Failed(new Failure.Uncertain("no answer")));

        RIG.send(job.setParameters("{\"prompt\": \"a fox\", \"shown\": true}"));

        var report = RIG.await(id, SUCCEEDED);
        assertThat(RIG.kinds(id)).containsExactly(TAKEN, SUBMITTING, SUBMITTED, SUCCEEDED);
        assertThat(report.getProviderRequestId()).contains("vendor-3");
        assertThat(script.calls).containsExactly("submit", "check vendor-3");
    }

    private void call() {
        RIG.producer
                .send(RIG.kafka.topics().callbacks(), id, new ProviderCalledBack(id, PROVIDER.name(), Instant.now()))
                .join();
    }
}
