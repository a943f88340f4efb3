package dev.atelier.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Submission;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a worker waits before it asks for a pending job again. */
class PatienceTest {
    private static final Submission NO_ANSWER = new Submission.Failed(new Failure.Uncertain("no answer"));

    private final AtomicLong nanos = new AtomicLong();
    private final Patience patience = new Patience(nanos::get);

    @Test
    void waitsAsTheProviderSaysWithinBounds() {
        assertThat(patience.after(pending(Duration.ofSeconds(2)))).contains(Duration.ofSeconds(2));
        assertThat(patience.after(pending(Duration.ZERO))).contains(Duration.ofMillis(5));
        assertThat(patience.after(pending(Duration.ofHours(1)))).contains(Duration.ofMinutes(1));
    }

    @Test
    void asksMoreSeldomTheLongerAJobTakes() {
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(patience.after(pending(Duration.ofMillis(500)))).contains(Duration.ofSeconds(3));

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(patience.after(pending(Duration.ofMillis(500)))).contains(Duration.ofSeconds(10));
        assertThat(patience.after(pending(Duration.ofSeconds(20)))).contains(Duration.ofSeconds(20));
    }

    @Test
    void waitsLongerAndLongerWhenThereIsNoAnswer() {
        assertThat(patience.after(NO_ANSWER)).contains(Duration.ofMillis(250));
        assertThat(patience.after(NO_ANSWER)).contains(Duration.ofMillis(500));
        patience.after(pending(Duration.ofSeconds(1)));
        assertThat(patience.after(NO_ANSWER)).contains(Duration.ofMillis(250));
    }

    @Test
    void endsItsPatienceAfterAWhileWithoutAnswer() {
        patience.after(NO_ANSWER);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(patience.after(NO_ANSWER)).isEmpty();
    }

    @Test
    void waitsAsLongAsAThrottlingProviderAsks() {
        var throttled = new Failure.Throttled("slower", Optional.of(Duration.ofSeconds(9)));

        assertThat(patience.after(new Submission.Failed(throttled))).contains(Duration.ofSeconds(9));
    }

    @Test
    void takesAFinalWordAsOne() {
        assertThat(patience.after(new Submission.Succeeded(List.of(), Map.of(), Map.of(), Optional.empty())))
                .isEmpty();
        assertThat(patience.after(new Submission.Failed(new Failure.ContentRefused("no"))))
                .isEmpty();
    }

    private static Submission pending(Duration askAgainIn) {
        return new Submission.Pending("id", askAgainIn);
    }
}
