package dev.atelier.ingest.webhooks;

import dev.atelier.ingest.webhooks.Attempt.Answered;
import dev.atelier.ingest.webhooks.Attempt.Early;
import dev.atelier.ingest.webhooks.Attempt.Pointless;
import dev.atelier.ingest.webhooks.Attempt.Unanswered;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What follows from an attempt. */
sealed interface Verdict {
    /** It is delivered. */
    record Delivered() implements Verdict {}

    /**
     * It is tried again.
     *
     * @param after for how long this delivery waits
     * @param pause for how long nothing else is posted there either
     */
    record Again(Duration after, Duration pause) implements Verdict {}

    /** It is not tried again. */
    record GivenUp() implements Verdict {}

    /** It is not tried again, and its endpoint hears of nothing more. */
    record Disabled() implements Verdict {}

    /** It is not tried again, and nobody needs to know. */
    record Dropped() implements Verdict {}

    /** It is tried again soon, as if it had not been tried. */
    record Postponed() implements Verdict {}

    /**
     * Judges attempts.
     *
     * @param longest the longest that a receiver may ask for
     */
    record Judge(Schedule schedule, Duration longest, RandomGenerator random) {
        /** How long a receiver is left alone that cannot follow, where it does not say. */
        private static final Duration BREATHER = Duration.ofSeconds(10);

        /** What follows from {@code attempt}, after {@code attempts} with this one. */
        Verdict of(Attempt attempt, int attempts) {
            return switch (attempt) {
                case Answered answered when answered.isSuccess() -> new Delivered();
                case Answered answered when answered.isGone() -> new Disabled();
                case Answered answered -> again(answered, attempts);
                case Unanswered _ -> again(attempts, Duration.ZERO, Duration.ZERO);
                case Pointless _ -> new Dropped();
                case Early _ -> new Postponed();
            };
        }

        private Verdict again(Answered answered, int attempts) {
            Optional<Duration> asked = answered.retryAfter().map(wait -> least(wait, longest));
            Duration pause = answered.isOverloaded() ? asked.orElse(least(BREATHER, longest)) : Duration.ZERO;
            return again(attempts, asked.orElse(Duration.ZERO), pause);
        }

        private Verdict again(int attempts, Duration atLeast, Duration pause) {
            return schedule.after(attempts, random)
                    .<Verdict>map(wait -> new Again(wait.compareTo(atLeast) > 0 ? wait : atLeast, pause))
                    .orElseGet(GivenUp::new);
        }

        private static Duration least(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}
