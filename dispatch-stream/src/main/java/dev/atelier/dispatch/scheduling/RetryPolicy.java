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
 */
public record RetryPolicy(Duration firstDelay, Duration longestDelay) {
    public RetryPolicy {
        check(firstDelay.isPositive(), "retry.first-delay", "must be positive", firstDelay);
        check(
                longestDelay.compareTo(firstDelay) >= 0,
                "retry.longest-delay",
                "must be at least retry.first-delay",
                longestDelay);
    }

    /** What to do next. */
    public sealed interface Decision {
        /** The failure is final. */
        record GiveUp() implements Decision {}

        /** Another target may do better; final where there is none. */
        record FailOver() implements Decision {}

        /** Stand in line again after {@code delay}. */
        record RetryAfter(Duration delay) implements Decision {}
    }

    /** Decides after attempt number {@code attempt}, counted from 1, of at most {@code maxAttempts}. */
    public Decision decide(Failure failure, int attempt, int maxAttempts, boolean resumable, RandomGenerator random) {
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
            case Failure.Throttled throttled -> again(attempt, maxAttempts, throttled.retryAfter(), random);
            case Failure.Unavailable _ -> again(attempt, maxAttempts, Optional.empty(), random);
            // The next worker asks for the job by its id, or starts it; another target might be a second payment.
            case Failure.LeaseExpired _ ->
                attempt >= maxAttempts ? new Decision.GiveUp() : new Decision.RetryAfter(Duration.ZERO);
            // Only a job whose vendor id is known can be asked for; any other, or another target, might be a second
            // payment.
            case Failure.Uncertain _ ->
                resumable && attempt < maxAttempts
                        ? again(attempt, maxAttempts, Optional.empty(), random)
                        : new Decision.GiveUp();
        };
    }

    private Decision again(int attempt, int maxAttempts, Optional<Duration> delay, RandomGenerator random) {
        return attempt >= maxAttempts
                ? new Decision.FailOver()
                : new Decision.RetryAfter(delay.orElseGet(() -> backoff(attempt, random)));
    }

    private Duration backoff(int attempt, RandomGenerator random) {
        double doubled = firstDelay.toMillis() * Math.pow(2, attempt - 1);
        double bounded = Math.min(doubled, (double) longestDelay.toMillis());
        return Duration.ofMillis(Math.round(bounded * (0.5 + random.nextDouble() / 2)));
    }
}
