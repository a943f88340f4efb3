package dev.atelier.sink;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** The consumer settings of a sink. */
final class GroupMembership {
    /** How long the partitions of a sink that died for good stay unread. */
    private static final int SESSION_MILLIS = 15_000;

    private static final int MOST_RECORDS = 500;

    private GroupMembership() {}

    /**
     * A member of {@code group} known by {@code identity}: one that returns under the same name has its partitions back at
     * once, without waiting for the session of the dead one to end.
     */
    static Map<String, Object> of(String group, String identity, int maxInFlight) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                identity,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_MILLIS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                SESSION_MILLIS / 5,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.min(maxInFlight, MOST_RECORDS));
    }
}
