package dev.atelier.ingest.callbacks;

import java.time.Duration;
import java.time.InstantSource;

/** When a call was signed, as fal and Replicate say it: seconds since 1970, in a header. */
final class SignedAt {
    /** Both vendors recommend it. Covers clocks that differ and calls that were long on their way. */
    private static final Duration FARTHEST = Duration.ofMinutes(5);

    private SignedAt() {}

    /** Whether {@code seconds} is a time no more than five minutes from now, before or after. */
    static boolean isRecent(String seconds, InstantSource clock) {
        try {
            long apart = Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(seconds));
            return Math.absExact(apart) <= FARTHEST.toSeconds();
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }
}
