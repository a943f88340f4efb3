package dev.atelier.ingest.catalogue;

import dev.atelier.event.RateLimit;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.limits.RateLimits;

/** One rule of a definition. */
public final class Rule {
    private static final double MOST_REQUESTS = 1_000_000;

    private Rule() {}

    /** Refuses with the field, the rule and what was found, unless {@code kept}. */
    public static void check(boolean kept, String field, String rule, Object was) {
        if (!kept) {
            throw RefusedException.invalid(field, "%s %s, but was %s".formatted(field, rule, was));
        }
    }

    /** Refuses what cannot be a limit of requests to the edge. */
    public static void checkRequests(String field, RateLimit limit) {
        Models.checkRate(field, limit);
        double rate = limit.getRatePerSecond();
        check(rate <= MOST_REQUESTS, field + ".ratePerSecond", "must be at most 1000000", rate);
        check(
                limit.getBurst() / rate <= RateLimits.LONGEST_FILL.toSeconds(),
                field + ".burst",
                "must not take longer than a day to come back",
                limit.getBurst());
    }
}
