package dev.atelier.ingest.limits;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whether somebody may ask now.
 *
 * @param headers what the answer says of the limits: {@code RateLimit} and {@code RateLimit-Policy}; none where there is no
 *                limit
 * @param retryAfter after how long it may ask again; absent: it may ask now
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields, draft 10</a>
 */
public record Allowance(Map<String, String> headers, Optional<Duration> retryAfter) {
    /** Nothing limits it. */
    static final Allowance UNLIMITED = new Allowance(Map.of(), Optional.empty());

    public Allowance {
        headers = Map.copyOf(headers);
    }
}
