package dev.atelier.dispatch.scheduling;

import dev.atelier.event.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token bucket at one moment: it gains {@code ratePerSecond} tokens a second, holds {@code burst} at most, and a
 * dispatch takes one. In any span of t seconds at most {@code burst + t * ratePerSecond} are taken.
 *
 * @param tokens held at {@code at}
 * @param at     the moment
 */
record TokenBucket(double tokens, Instant at) {
    /** Rounding of doubles must not make a token that is due a moment late. */
    private static final double ALMOST_ONE = 1 - 1e-9;

    static TokenBucket full(RateLimit limit, Instant now) {
        return new TokenBucket(limit.getBurst(), now);
    }

    /** The bucket without one token, if there is one at {@code now}. */
    Optional<TokenBucket> take(RateLimit limit, Instant now) {
        TokenBucket filled = at(limit, now);
        return filled.tokens >= ALMOST_ONE
                ? Optional.of(new TokenBucket(Math.max(0, filled.tokens - 1), filled.at))
                : Optional.empty();
    }

    /** When there is a token to take, {@code now} at the earliest. */
    Instant nextToken(RateLimit limit, Instant now) {
        TokenBucket filled = at(limit, now);
        double missing = Math.max(0, 1 - filled.tokens);
        return filled.at.plus(Duration.ofNanos((long) Math.ceil(missing / limit.getRatePerSecond() * 1e9)));
    }

    /** A clock that steps back gives no tokens and takes none. */
    private TokenBucket at(RateLimit limit, Instant now) {
        if (now.isBefore(at)) {
            return this;
        }
        double gained = Duration.between(at, now).toNanos() / 1e9 * limit.getRatePerSecond();
        return new TokenBucket(Math.min(limit.getBurst(), tokens + gained), now);
    }
}
