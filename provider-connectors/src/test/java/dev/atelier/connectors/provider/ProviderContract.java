package dev.atelier.connectors.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What each provider promises, whoever is behind it. A provider's test inherits one of the two that go on from here:
 * {@link PendingProviderContract} where a job may be left pending, {@link ImmediateProviderContract} where it is always done
 * in the call that submits it. The adapter of a vendor's HTTP API keeps
 * {@link dev.atelier.connectors.vendor.VendorContract}, which says the same of scripted answers, and more.
 */
public abstract class ProviderContract {
    static final Progress UNHEARD = (_, _) -> {};

    /** A provider that can be made to fail; each call gives one that knows nothing of the others. */
    protected abstract Provider provider();

    /** A job that is done in one call. */
    protected abstract Job quickJob();

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
    void confirmsItsClaimToAJobThatIsNotToBeDoneTwice() throws InterruptedException {
        var claims = new AtomicInteger();
        var provider = provider();

        provider.submit(Jobs.with(() -> claims.incrementAndGet() > 0, quickJob()), UNHEARD);

        assertThat(claims.get() == 1 || provider.repeatable()).isTrue();
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
}
