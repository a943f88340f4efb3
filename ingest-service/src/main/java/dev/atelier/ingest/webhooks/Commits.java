package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a member has written down what happens, told to its group once a second and before it gives a partition up. What the
 * group was not told is read again by whoever gets the partition, and written down under the same ids: at worst a post comes
 * twice, under one id. Used by one thread alone, the one that polls.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private Instant told = Instant.EPOCH;
    private boolean untold;

    Commits(InstantSource clock) {
        this.clock = requireNonNull(clock);
    }

    /** What {@code partition} has before {@code offset} is written down. */
    void done(TopicPartition partition, long offset) {
        done.put(partition, new OffsetAndMetadata(offset));
        untold = true;
    }

    /** Tells the group, if there is news and it was not told a moment ago. One that falls into a rebalance is told again. */
    void tellNowAndThen(Consumer<?, ?> member) {
        Instant now = clock.instant();
        if (untold && !now.isBefore(told.plus(PERIOD))) {
            told = now;
            untold = false;
            member.commitAsync(Map.copyOf(done), (_, failure) -> {
                if (failure != null) {
                    lost(failure);
                }
            });
        }
    }

    /** Tells the group at once, unless it is sharing everything anew. */
    void tell(Consumer<?, ?> member) {
        try {
            member.commitSync(Map.copyOf(done));
            untold = false;
        } catch (RebalanceInProgressException | CommitFailedException e) {
            lost(e);
        }
    }

    private void lost(Exception failure) {
        untold = true;
        LOG.atDebug().log("The group could not be told how far webhooks are: {}", failure.getMessage());
    }

    /** {@code partitions} are another member's now. */
    void forget(Collection<TopicPartition> partitions) {
        done.keySet().removeAll(partitions);
    }
}
