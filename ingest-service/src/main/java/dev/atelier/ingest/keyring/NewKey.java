package dev.atelier.ingest.keyring;

import dev.atelier.event.KeyScope;
import dev.atelier.event.RateLimit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The key that somebody wants made; not yet checked.
 *
 * @param name        what people are to call it
 * @param environment the word in its prefix, such as live
 * @param project     the project it is to act for; absent: its maker's
 * @param scopes      what it may do
 * @param models      the models it may ask for; absent: any
 * @param bounds      what limits it
 */
public record NewKey(
        String name,
        String environment,
        Optional<String> project,
        Set<KeyScope> scopes,
        Optional<List<String>> models,
        Bounds bounds) {
    /**
     * What limits a key beyond its project.
     *
     * @param expiresAt   from then on it is refused
     * @param rateLimit   how many requests it may send
     * @param budgetShare how much of each bound of its project's budget it may use, above 0 and at most 1
     */
    public record Bounds(Optional<Instant> expiresAt, Optional<RateLimit> rateLimit, Optional<Double> budgetShare) {}
}
