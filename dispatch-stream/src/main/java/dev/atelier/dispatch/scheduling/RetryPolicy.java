package dev.atelier.dispatch.scheduling;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What follows a failure. Waits double from {@code firstDelay} up to {@code longestDelay}, each drawn from its upper
 * half, so that generations which failed together do not come back together.
 *
 * @param firstDelay   about how long to wait before the second attempt
 * @param longestDelay most to wait before any
 * @param corrections  how often a model is asked again because its answer was not what the schema asks for
 */
public record RetryPolicy(Duration firstDelay, Duration longestDelay, int corrections) {
    /** Two: who does not get it right in three goes rarely does in a fourth, and each is paid for. */
    static final int USUAL_CORRECTIONS = 2;

    private static final int MOST_CORRECTIONS = 10;

    /** With the usual number of corrections. */
    public RetryPolicy(Duration firstDelay, Duration longestDelay) {
        this(firstDelay, longestDelay, USUAL_CORRECTIONS);
    }

    public RetryPolicy {
        check(firstDelay.isPositive(), "retry.first-delay", "must be positive", firstDelay);
        check(
                longestDelay.compareTo(firstDelay) >= 0,
                "retry.longest-delay",
                "must be at least retry.first-delay",
                longestDelay);
        check(
                corrections >= 0 && corrections <= MOST_CORRECTIONS,
                "retry.corrections",
                "must be from 0 to " + MOST_CORRECTIONS,
                corrections);
    }

    /** What to do next. */
    public sealed interface Decision {
        /** The failure is final. */
        record GiveUp() implements Decision {}

        /** Another target may do better; final where there is none. */
        record FailOver() implements Decision {}

        /** Ask the same target again, with what is wrong with its answer; paid for anew. */
        record Correct() implements Decision {}

        /** Stand in line again after {@code delay}. */
        record RetryAfter(Duration delay) implements Decision {}
    }

    /**
     * What an attempt was.
     *
     * @param number    which one at its account, from 1
     * @param most      how many there may be at that account
     * @param resumable whether the provider can be asked for it by its own id
     * @param corrected how often the model was asked again already
     */
    public record Attempt(int number, int most, boolean resumable, int corrected) {
        boolean isLast() {
            return number >= most;
        }
    }

    /** Decides after {@code attempt}. */
    public Decision decide(Failure failure, Attempt attempt, RandomGenerator random) {
        return switch (failure) {
            case Failure.InvalidRequest _,
                    Failure.ModelNotFound _,
                    Failure.ContentRefused _,
                    Failure.MalformedReply _,
                    Failure.ProviderFailed _,
                    Failure.DeadlineExceeded _,
                    Failure.LimitReached _,
                    Failure.QueueFull _,
                    Failure.BudgetExceeded _,
                    Failure.PriceUnknown _,
                    Failure.Purged _ -> new Decision.GiveUp();
            case Failure.AccountRefused _ -> new Decision.FailOver();
            case Failure.Nonconformant _ ->
                attempt.corrected() < corrections ? new Decision.Correct() : new Decision.GiveUp();
            case Failure.Throttled throttled -> again(attempt, throttled.retryAfter(), random);
            case Failure.Unavailable _ -> again(attempt, Optional.empty(), random);
            // The next worker asks for the job by its id, or starts it; another target might be a second payment.
            case Failure.LeaseExpired _ ->
                attempt.isLast() ? new Decision.GiveUp() : new Decision.RetryAfter(Duration.ZERO);
            // Only a job whose vendor id is known can be asked for; any other, or another target, might be a second
            // payment.
            case Failure.Uncertain _ ->
                attempt.resumable() && !attempt.isLast()
                        ? again(attempt, Optional.empty(), random)
                        : new Decision.GiveUp();
        };
    }

    private Decision again(Attempt attempt, Optional<Duration> delay, RandomGenerator random) {
        return attempt.isLast()
                ? new Decision.FailOver()
                : new Decision.RetryAfter(delay.orElseGet(() -> backoff(attempt.number(), random)));
    }

    private Duration backoff(int attempt, RandomGenerator random) {
        double doubled = firstDelay.toMillis() * Math.pow(2, attempt - 1);
        double bounded = Math.min(doubled, (double) longestDelay.toMillis());
        return Duration.ofMillis(Math.round(bounded * (0.5 + random.nextDouble() / 2)));
    }
}
