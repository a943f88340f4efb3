package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.RateLimit;

/** A token bucket. */
record RateLimitResource(
        @JsonProperty(required = true) @JsonPropertyDescription("How many a second, on average; above 0.")
        double ratePerSecond,

        @JsonProperty(required = true) @JsonPropertyDescription("Most at once after a pause; at least 1.")
        int burst) {
    static RateLimitResource of(RateLimit limit) {
        return new RateLimitResource(limit.getRatePerSecond(), limit.getBurst());
    }

    RateLimit event() {
        return new RateLimit(ratePerSecond, burst);
    }
}
