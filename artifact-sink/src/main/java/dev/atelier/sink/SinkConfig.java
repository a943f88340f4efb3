package dev.atelier.sink;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.kafka.KafkaConfig;
import dev.atelier.platform.metadata.CassandraConfig;
import dev.atelier.platform.objects.ObjectStoreConfig;
import java.time.Duration;

/**
 * How a sink runs.
 *
 * @param instance      which sink of its group this is; kept over restarts, so that a new process takes over from a dead
 *                      one at once and fences one that only looked dead
 * @param group         the consumer group that shares the outcomes
 * @param maxInFlight   outcomes being stored or waiting for their turn to be announced; reading pauses at it
 * @param shutdownGrace how long closing waits for outcomes in flight
 * @param kafka         the log
 * @param objects       where artifacts and provenance go
 * @param cassandra     where rows go
 */
public record SinkConfig(
        String instance,
        String group,
        int maxInFlight,
        Duration shutdownGrace,
        KafkaConfig kafka,
        ObjectStoreConfig objects,
        CassandraConfig cassandra) {
    public SinkConfig {
        check(!instance.isBlank(), "instance", "must name this sink", instance);
        check(!group.isBlank(), "group", "must name a consumer group", group);
        check(maxInFlight > 0, "max-in-flight", "must be at least 1", maxInFlight);
        check(!shutdownGrace.isNegative(), "shutdown-grace", "must not be negative", shutdownGrace);
    }

    /** Who this sink is to Kafka: its transactional id and its member of the group. */
    String identity() {
        return group + "-" + instance;
    }
}
