package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationAmended;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Changes the rows of generations as people say. A change may be taken twice, and before the row that it changes: each write
 * carries the time that ranks it.
 */
final class AmendmentLoop implements Loop {
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String topic;
    private final Rows rows;
    private final Patience patience;
    private final Intake<GenerationAmended> intake;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopping;

    AmendmentLoop(KafkaClients kafka, SinkConfig config, Rows rows, Patience patience, DeadLetters deadLetters) {
        this.topic = kafka.topics().amendments().name();
        this.rows = requireNonNull(rows);
        this.patience = requireNonNull(patience);
        this.intake = new Intake<>(kafka.topics().amendments(), patience, deadLetters);
        String identity = config.identity() + "-amendments";
        consumer = kafka.consumer(
                identity, GroupMembership.of(config.group() + "-amendments", identity, config.maxInFlight()));
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (!stopping) {
                var records = consumer.poll(IDLE);
                if (!records.isEmpty()) {
                    write(read(records));
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

    private List<GenerationAmended> read(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<GenerationAmended> amendments = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            intake.read(record)
                    .filter(amendment -> Addresses.usable(amendment.getProject(), amendment.getGenerationId()))
                    .ifPresent(amendments::add);
        }
        return amendments;
    }

    private void write(List<GenerationAmended> amendments) throws InterruptedException {
        boolean _ = patience.call(() -> {
            Stages.await(amendments.stream().map(rows::amended).toList());
            return true;
        });
    }
}
