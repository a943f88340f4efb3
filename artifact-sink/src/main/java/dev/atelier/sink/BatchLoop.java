package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchStatus;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Keeps the rows of batches: of all that was told of a batch in one request the last. A status may be taken twice: each write
 * carries the time that ranks it.
 */
final class BatchLoop implements Loop {
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Topic<String, BatchStatus> topic;
    private final BatchRows rows;
    private final Patience patience;
    private final Intake<BatchStatus> intake;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopping;

    BatchLoop(KafkaClients kafka, SinkConfig config, BatchRows rows, Patience patience, DeadLetters deadLetters) {
        this.topic = kafka.topics().batchStatus();
        this.rows = requireNonNull(rows);
        this.patience = requireNonNull(patience);
        this.intake = new Intake<>(topic, patience, deadLetters);
        String identity = config.identity() + "-batches";
        consumer = kafka.consumer(
                identity, GroupMembership.of(config.group() + "-batches", identity, config.maxInFlight()));
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic.name()));
            while (!stopping) {
                var records = consumer.poll(IDLE);
                if (!records.isEmpty()) {
                    write(latest(records));
                    // A commit that is lost means that these are written again, which changes nothing.
                    consumer.commitAsync();
                }
            }
        } catch (WakeupException e) {
            if (!stopping) {
                throw e;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    private Collection<BatchStatus> latest(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        Map<String, BatchStatus> latest = new LinkedHashMap<>();
        for (var record : records) {
            read(record).ifPresent(status -> latest.merge(status.getBatchId(), status, BatchLoop::newer));
        }
        return latest.values();
    }

    private static BatchStatus newer(BatchStatus one, BatchStatus other) {
        return one.getRevision() > other.getRevision() ? one : other;
    }

    private void write(Collection<BatchStatus> statuses) throws InterruptedException {
        boolean _ = patience.call(() -> {
            Stages.await(statuses.stream().map(rows::told).toList());
            return true;
        });
    }

    private Optional<BatchStatus> read(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        return intake.read(record).filter(status -> Addresses.usable(status.getProject(), status.getBatchId()));
    }
}
