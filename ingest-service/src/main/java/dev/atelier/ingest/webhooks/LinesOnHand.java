package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The lines whose partitions this member has. Whoever gets a partition reads all of it before it begins, since what is still
 * to be done is known only at the end. Used by one thread alone, the one that polls.
 */
final class LinesOnHand {
    /** What is being posted may still be answered before another member posts it again. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final String topic;
    private final WebhooksConfig config;
    private final Line.Work work;
    private final Map<TopicPartition, Holding> holdings = new HashMap<>();

    /** One partition. {@code end} is where it ended when it was got. */
    private static final class Holding {
        private final long end;
        private final Map<String, Line> lines = new HashMap<>();
        private boolean caughtUp;

        Holding(long end) {
            this.end = end;
        }
    }

    LinesOnHand(String topic, WebhooksConfig config, Line.Work work) {
        this.topic = requireNonNull(topic);
        this.config = requireNonNull(config);
        this.work = requireNonNull(work);
    }

    /** {@code delivery} was read. */
    void put(TopicPartition partition, WebhookDelivery delivery, long offset) {
        line(partition, delivery.getLine()).put(delivery, offset);
    }

    /** The end of what {@code key} stood for was read. */
    void remove(TopicPartition partition, String key) {
        int slash = key.indexOf('/');
        var line = holding(partition).lines.get(key.substring(0, Math.max(slash, 0)));
        if (line != null) {
            line.remove(key.substring(slash + 1));
        }
    }

    /** Lets the lines go whose partition {@code member} has read to where it ended. */
    void caughtUp(KafkaConsumer<byte[], byte[]> member) {
        holdings.forEach((partition, holding) -> {
            if (!holding.caughtUp && member.position(partition) >= holding.end) {
                holding.caughtUp = true;
                holding.lines.values().forEach(Line::release);
            }
        });
    }

    /** Forgets the lines that hold nothing. */
    void forgetThoseDone() {
        holdings.values().forEach(holding -> holding.lines.values().removeIf(Line::isDone));
    }

    /** {@code member} got {@code partitions}, ours and others. */
    void take(KafkaConsumer<byte[], byte[]> member, Collection<TopicPartition> partitions) {
        var ours = ours(partitions);
        if (!ours.isEmpty()) {
            member.endOffsets(ours).forEach((partition, end) -> holdings.put(partition, new Holding(end)));
            member.seekToBeginning(ours);
        }
    }

    /** Ends all lines. */
    void letGoOfAll() {
        letGo(List.copyOf(holdings.keySet()));
    }

    /** Ends the lines of {@code partitions}, ours and others. Attempts in progress may still end, for a while. */
    void letGo(Collection<TopicPartition> partitions) {
        List<Line> lines = new ArrayList<>();
        for (var partition : ours(partitions)) {
            Holding holding = holdings.remove(partition);
            if (holding != null) {
                lines.addAll(holding.lines.values());
            }
        }
        lines.forEach(Line::stop);
        Instant end = work.now().plus(LAST_ANSWERS);
        try {
            for (Line line : lines) {
                line.awaitStopped(end);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether {@code partition} is of the topic that has the lines. */
    boolean isOurs(TopicPartition partition) {
        return partition.topic().equals(topic);
    }

    private List<TopicPartition> ours(Collection<TopicPartition> partitions) {
        return partitions.stream().filter(this::isOurs).toList();
    }

    private Line line(TopicPartition partition, String id) {
        Holding holding = holding(partition);
        return holding.lines.computeIfAbsent(
                id,
                name -> new Line(name, config.atOnce(), new WaitingRoom(config.inMemory()), work, !holding.caughtUp));
    }

    private Holding holding(TopicPartition partition) {
        return requireNonNull(holdings.get(partition));
    }
}
