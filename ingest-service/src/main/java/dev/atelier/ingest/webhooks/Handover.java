package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a member does as it gets partitions and loses them. Called on the thread that polls. */
final class Handover implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> member;
    private final LinesOnHand lines;
    private final Map<TopicPartition, OffsetAndMetadata> done;

    /** {@code done} is how far the member has written down what happens, and is kept to the partitions that it has. */
    Handover(KafkaConsumer<byte[], byte[]> member, LinesOnHand lines, Map<TopicPartition, OffsetAndMetadata> done) {
        this.member = requireNonNull(member);
        this.lines = requireNonNull(lines);
        this.done = requireNonNull(done);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        lines.take(member, partitions);
    }

    /** Whoever gets them next begins where this one ended. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        member.commitSync(done);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        done.keySet().removeAll(partitions);
        lines.letGo(partitions);
    }
}
