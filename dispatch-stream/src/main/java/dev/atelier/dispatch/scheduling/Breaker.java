package dev.atelier.dispatch.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an account is worth asking. Closed, it counts the last {@link #WINDOW} answers; when half of at least {@link
 * #ENOUGH} are failures of the provider's it opens, and nothing is asked for a while. Then one job at a time is tried: a
 * success closes it, a failure opens it for twice as long. Immutable.
 *
 * @param answers   the last answers, a bit each, the newest lowest; 1 is a failure
 * @param counted   how many of them there are
 * @param openUntil when to try again; empty while it is closed
 * @param pause     how long it was opened for last
 */
record Breaker(int answers, int counted, Optional<Instant> openUntil, Duration pause) {
    static final int WINDOW = 20;
    static final int ENOUGH = 10;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    static final Breaker CLOSED = new Breaker(0, 0, Optional.empty(), FIRST_PAUSE);

    private static final int MASK = (1 << WINDOW) - 1;

    Breaker succeeded() {
        return openUntil.isPresent() ? CLOSED : counted(0);
    }

    Breaker failed(Instant now) {
        if (openUntil.isPresent()) {
            // What was asked before it opened tells nothing new.
            return openUntil.get().isAfter(now) ? this : open(now, longer());
        }
        Breaker next = counted(1);
        boolean tooMany = next.counted >= ENOUGH && Integer.bitCount(next.answers) * 2 >= next.counted;
        return tooMany ? next.open(now, FIRST_PAUSE) : next;
    }

    /** Nothing is asked now. */
    boolean isOpen(Instant now) {
        return openUntil.filter(until -> until.isAfter(now)).isPresent();
    }

    /** One job at a time is tried now. */
    boolean isHalfOpen(Instant now) {
        return openUntil.filter(until -> !until.isAfter(now)).isPresent();
    }

    private Breaker open(Instant now, Duration length) {
        return new Breaker(0, 0, Optional.of(now.plus(length)), length);
    }

    private Duration longer() {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private Breaker counted(int failure) {
        return new Breaker((answers << 1 | failure) & MASK, Math.min(counted + 1, WINDOW), openUntil, pause);
    }
}
