package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What a member does as it gets partitions and loses them. Called on the thread that polls. */
final class Handover implements ConsumerRebalanceListener {
    /** How far back the very first member looks: whoever asked before there was any has long looked for himself. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private final KafkaConsumer<byte[], byte[]> member;
    private final LinesOnHand lines;
    private final Commits commits;

    /** {@code commits} is how far the member has written down what happens, and is kept to the partitions that it has. */
    Handover(KafkaConsumer<byte[], byte[]> member, LinesOnHand lines, Commits commits) {
        this.member = requireNonNull(member);
        this.lines = requireNonNull(lines);
        this.commits = requireNonNull(commits);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        begin(partitions.stream().filter(partition -> !lines.isOurs(partition)).toList());
        lines.take(member, partitions);
    }

    /**
     * Begins a little back in what nobody has read yet. Left to the consumer, a partition without records would be looked at
     * again only after half a minute.
     */
    private void begin(Collection<TopicPartition> partitions) {
        var committed = member.committed(Set.copyOf(partitions));
        var unread = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        long since = Instant.now().minus(LOOK_BACK).toEpochMilli();
        var ends = member.endOffsets(unread);
        var starts = member.offsetsForTimes(unread.stream().collect(Collectors.toMap(Function.identity(), _ -> since)));
        unread.forEach(partition -> {
            var start = starts.get(partition);
            member.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        });
    }

    /** Whoever gets them next begins where this one ended. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.tell(member);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        commits.forget(partitions);
        lines.letGo(partitions);
    }
}
