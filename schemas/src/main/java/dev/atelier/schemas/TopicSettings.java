package dev.atelier.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How topics are created. Topics that exist are left as they are.
 *
 * @param partitions        of each topic that a stage of dispatch reads; bounds its parallelism
 * @param jobPartitions     of each job topic; a share group gives a partition to one worker until there are more workers than partitions,
 *                          so few share the work best
 * @param replicationFactor copies of each partition; 1 on a single broker, 3 in a cluster
 * @param eventRetention    how long lifecycle events are kept
 * @param workRetention     how long records between two services are kept: far longer than any outage
 */
public record TopicSettings(
        int partitions, int jobPartitions, short replicationFactor, Duration eventRetention, Duration workRetention) {
    /** For a single broker. */
    public static final TopicSettings SINGLE_BROKER =
            new TopicSettings(6, 1, (short) 1, Duration.ofHours(6), Duration.ofDays(7));

    public TopicSettings {
        requireNonNull(eventRetention);
        requireNonNull(workRetention);
        check(partitions > 0, "partitions", partitions);
        check(jobPartitions > 0, "job-partitions", jobPartitions);
        check(replicationFactor > 0, "replication-factor", replicationFactor);
        check(eventRetention.isPositive(), "event-retention", eventRetention);
        check(workRetention.isPositive(), "work-retention", workRetention);
    }

    private static void check(boolean valid, String key, Object was) {
        if (!valid) {
            throw new IllegalArgumentException("topics.%s must be positive, but was %s".formatted(key, was));
        }
    }
}
