package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Submission;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long to wait before a pending job is asked for again. A job that takes long is asked for more seldom, so that its
 * answer is never much later than a tenth of the time it took. A provider that cannot be asked is given a while, with
 * longer and longer waits: the job goes on without us. For one job and one thread.
 */
final class Patience {
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** The longest wait of ours; a provider may wish for a longer one. */
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private static final int SHARE = 10;
    private static final Duration FIRST_DOUBT = Duration.ofMillis(250);
    private static final Duration MOST_DOUBT = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private final long begun;
    private Optional<Long> doubtSince = Optional.empty();
    private Duration doubt = FIRST_DOUBT;

    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** The wait after {@code answer}; none when it is the final word. */
    Optional<Duration> after(Submission answer) {
        return switch (answer) {
            case Submission.Succeeded _ -> Optional.empty();
            case Submission.Pending pending -> {
                doubtSince = Optional.empty();
                doubt = FIRST_DOUBT;
                yield Optional.of(bounded(longer(pending.askAgainIn(), ours())));
            }
            case Submission.Failed(Failure.Uncertain _) -> doubted(Optional.empty());
            case Submission.Failed(Failure.Throttled throttled) -> doubted(throttled.retryAfter());
            case Submission.Failed _ -> Optional.empty();
        };
    }

    private Optional<Duration> doubted(Optional<Duration> wanted) {
        long now = nanoTime.getAsLong();
        long since = doubtSince.orElse(now);
        doubtSince = Optional.of(since);
        if (now - since >= MOST_DOUBT.toNanos()) {
            return Optional.empty();
        }
        Duration wait = wanted.orElse(doubt);
        doubt = bounded(doubt.multipliedBy(2));
        return Optional.of(bounded(wait));
    }

    private Duration ours() {
        var share = Duration.ofNanos((nanoTime.getAsLong() - begun) / SHARE);
        return share.compareTo(SELDOM) > 0 ? SELDOM : share;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration bounded(Duration wait) {
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
