package dev.atelier.ingest.webhooks;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.time.Duration;
import java.util.List;

/**
 * How webhooks are delivered.
 *
 * @param schedule          how long each attempt waits for the one before, the first for the event; before jitter
 * @param timeout           how long one attempt may take, from the connection to the end of the answer
 * @param atOnce            most attempts at one endpoint at a time
 * @param inMemory          most deliveries of one endpoint that are kept in memory; the others wait on the log
 * @param longestWait       the longest that an endpoint may ask for in {@code Retry-After}
 * @param previousSecretFor how long the secret before signs as well after a rotation
 */
public record WebhooksConfig(
        List<Duration> schedule,
        Duration timeout,
        int atOnce,
        int inMemory,
        Duration longestWait,
        Duration previousSecretFor) {
    public WebhooksConfig {
        schedule = List.copyOf(schedule);
        check(!schedule.isEmpty(), "webhooks.schedule", "must have an attempt", schedule);
        check(
                schedule.stream().noneMatch(Duration::isNegative),
                "webhooks.schedule",
                "must have no negative wait",
                schedule);
        check(timeout.isPositive(), "webhooks.timeout", "must be positive", timeout);
        check(atOnce > 0, "webhooks.at-once", "must be at least 1", atOnce);
        check(inMemory > 1, "webhooks.in-memory", "must be at least 2", inMemory);
        check(!longestWait.isNegative(), "webhooks.longest-wait", "must not be negative", longestWait);
        check(
                !previousSecretFor.isNegative(),
                "webhooks.previous-secret-for",
                "must not be negative",
                previousSecretFor);
    }
}
