package dev.atelier.connectors.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What each provider promises, whoever is behind it. */
public abstract class ProviderContract {
    private static final Progress UNHEARD = (_, _) -> {};

    /** A provider that can be made to fail; each call gives one that knows nothing of the others. */
    protected abstract Provider provider();

    /** A job that is done in one call. */
    protected abstract Job quickJob();

    /** A job that is pending for a while, a second at most. */
    protected abstract Job pendingJob();

    /** A job for each kind of failure that the provider can give when a job is submitted. */
    protected abstract Map<Class<? extends Failure>, Job> failingJobs();

    @Test
    void namesItselfAsATopicCan() {
        assertThat(provider().name()).matches("[a-z0-9][a-z0-9-]*");
        assertThat(provider().capabilities()).isNotEmpty();
    }

    @Test
    void givesOutputsForAQuickJob() throws InterruptedException {
        var submission = provider().submit(quickJob(), UNHEARD);

        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Succeeded.class,
                        done -> assertThat(done.outputs()).isNotEmpty());
    }

    @Test
    void answersForAPendingJobInAnotherProcess() throws InterruptedException {
        var pending = (Submission.Pending) provider().submit(pendingJob(), UNHEARD);

        var elsewhere = finish(provider(), pendingJob(), pending.providerRequestId());

        assertThat(elsewhere).isInstanceOf(Submission.Succeeded.class);
    }

    @Test
    void tellsHowFarAPendingJobIs() throws InterruptedException {
        var provider = provider();
        List<Double> heard = new ArrayList<>();
        var pending = (Submission.Pending) provider.submit(pendingJob(), UNHEARD);

        provider.check(pendingJob(), pending.providerRequestId(), (fraction, _) -> heard.add(fraction));

        assertThat(heard)
                .isNotEmpty()
                .allSatisfy(fraction -> assertThat(fraction).isBetween(0.0, 1.0));
    }

    @Test
    void namesTheRemedyForEachFailure() {
        failingJobs()
                .forEach((kind, job) -> assertThatCode(() -> {
                            var failed = (Submission.Failed) provider().submit(job, UNHEARD);
                            assertThat(failed.failure()).isInstanceOf(kind);
                            assertThat(failed.failure().detail()).isNotBlank();
                        })
                        .doesNotThrowAnyException());
    }

    @Test
    void failsForAnIdThatIsNotItsOwn() throws InterruptedException {
        assertThat(provider().check(pendingJob(), "nobody-knows-me", UNHEARD)).isInstanceOf(Submission.Failed.class);
    }

    @Test
    void cancelsAsOftenAsAsked() throws InterruptedException {
        var provider = provider();
        var pending = (Submission.Pending) provider.submit(pendingJob(), UNHEARD);

        assertThatCode(() -> {
                    provider.cancel(pendingJob(), pending.providerRequestId());
                    provider.cancel(pendingJob(), pending.providerRequestId());
                    provider.cancel(pendingJob(), "nobody-knows-me");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void servesManyJobsAtOnce() throws Exception {
        var provider = provider();
        List<Callable<Submission>> calls = new ArrayList<>();
        for (int call = 0; call < 8; call++) {
            calls.add(() -> provider.submit(quickJob(), UNHEARD));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Submission> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isInstanceOf(Submission.Succeeded.class);
            }
        }
    }

    private static Submission finish(Provider provider, Job job, String id) throws InterruptedException {
        Submission submission = provider.check(job, id, UNHEARD);
        while (submission instanceof Submission.Pending pending) {
            Thread.sleep(pending.askAgainIn().plus(Duration.ofMillis(1)));
            submission = provider.check(job, id, UNHEARD);
        }
        return submission;
    }
}
