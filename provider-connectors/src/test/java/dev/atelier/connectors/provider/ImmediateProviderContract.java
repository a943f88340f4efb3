package dev.atelier.connectors.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a provider promises that does each job in the call that submits it, and so never leaves one pending. */
public abstract class ImmediateProviderContract extends ProviderContract {
    /** A job that takes several seconds, unless it is stopped. */
    protected abstract Job longJob();

    @Test
    void leavesNoJobPending() throws InterruptedException {
        assertThat(provider().submit(quickJob(), UNHEARD)).isNotInstanceOf(Submission.Pending.class);
        assertThat(provider().repeatable())
                .as("what breaks off is submitted again, since nobody can ask for it")
                .isTrue();
    }

    @Test
    void tellsHowFarAJobIs() throws InterruptedException {
        List<Double> heard = new ArrayList<>();

        provider().submit(quickJob(), (fraction, _) -> heard.add(fraction));

        assertThat(heard)
                .isNotEmpty()
                .isSorted()
                .allSatisfy(fraction -> assertThat(fraction).isBetween(0.0, 1.0));
    }

    @Test
    void stopsSoonAfterAnInterrupt() throws Exception {
        var provider = provider();
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<Boolean>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                provider.submit(longJob(), (_, _) -> begun.countDown());
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            }
        });
        begun.await();

        caller.interrupt();

        assertThat(ended.get(1, TimeUnit.SECONDS)).as("interrupted").isTrue();
        // It has let go of what it ran on: another job has its turn.
        var next = CompletableFuture.supplyAsync(() -> {
            try {
                return provider.submit(quickJob(), UNHEARD);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(next.get(2, TimeUnit.SECONDS)).isInstanceOf(Submission.Succeeded.class);
    }

    @Test
    void failsForEachIdSinceNoneIsItsOwn() throws InterruptedException {
        assertThat(provider().check(quickJob(), "nobody-knows-me", UNHEARD)).isInstanceOf(Submission.Failed.class);
    }

    @Test
    void cancelsWithoutAFaultWhatIsOverOrUnknown() {
        assertThatCode(() -> {
                    provider().cancel(quickJob(), "nobody-knows-me");
                    provider().cancel(quickJob(), "nobody-knows-me");
                })
                .doesNotThrowAnyException();
    }
}
