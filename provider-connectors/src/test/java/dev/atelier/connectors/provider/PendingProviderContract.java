package dev.atelier.connectors.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a provider promises that may leave a job pending. */
public abstract class PendingProviderContract extends ProviderContract {
    /** A job that is pending for a while, a second at most. */
    protected abstract Job pendingJob();

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

    private static Submission finish(Provider provider, Job job, String id) throws InterruptedException {
        Submission submission = provider.check(job, id, UNHEARD);
        while (submission instanceof Submission.Pending pending) {
            Thread.sleep(pending.askAgainIn().plus(Duration.ofMillis(1)));
            submission = provider.check(job, id, UNHEARD);
        }
        return submission;
    }
}
