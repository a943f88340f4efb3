package dev.atelier.connectors.sketch;

import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A job that takes its time. All that is known of it is in its id, which holds the instant it began: whoever asks, in
 * whichever process, sees the same job.
 */
final class Delay {
    static final long LONGEST_MILLIS = 600_000;

    private static final String PREFIX = "sketch-";
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final InstantSource clock;

    Delay(InstantSource clock) {
        this.clock = clock;
    }

    /** Begins a job now; gives its id. */
    String begin() {
        return PREFIX + clock.millis();
    }

    /** When the job of that id began; none when the id is not one of ours. */
    static Optional<Instant> begun(String providerRequestId) {
        if (!providerRequestId.matches(PREFIX + "[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(providerRequestId.substring(PREFIX.length()))));
    }

    /** The pending answer while {@code delay} has not passed since {@code begun}; none when it has. */
    Optional<Submission> pending(String providerRequestId, Instant begun, Duration delay, Progress progress) {
        Duration left = Duration.between(clock.instant(), begun.plus(delay));
        if (!left.isPositive()) {
            return Optional.empty();
        }
        progress.at(1.0 - (double) left.toMillis() / delay.toMillis(), "waiting as asked");
        Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
        return Optional.of(new Submission.Pending(providerRequestId, wait));
    }
}
