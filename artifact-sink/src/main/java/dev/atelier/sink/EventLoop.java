package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationEvent;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rows of unfinished generations: inserts them when they are queued and marks them when they run. Events may be
 * taken twice and in any order, also after the outcome: each write carries the time that ranks it.
 */
final class EventLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Topic<String, GenerationEvent> topic;
    private final Rows rows;
    private final Patience patience;
    private final DeadLetters deadLetters;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopping;

    EventLoop(KafkaClients kafka, SinkConfig config, Rows rows, Patience patience, DeadLetters deadLetters) {
        this.topic = kafka.topics().events();
        this.rows = requireNonNull(rows);
        this.patience = requireNonNull(patience);
        this.deadLetters = requireNonNull(deadLetters);
        String identity = config.identity() + "-events";
        consumer = kafka.consumer(
                identity, GroupMembership.of(config.group() + "-events", identity, config.maxInFlight()));
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic.name()));
            while (!stopping) {
                keep(consumer.poll(IDLE));
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

    private void keep(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        List<GenerationEvent> events = new ArrayList<>();
        for (var record : records) {
            read(record, events);
        }
        boolean _ = patience.call(() -> writeAll(events));
        // A commit that is lost means that these are written again, which changes nothing.
        consumer.commitAsync();
    }

    private boolean writeAll(List<GenerationEvent> events) {
        Stages.await(events.stream().map(this::write).toList());
        return true;
    }

    private CompletableFuture<Void> write(GenerationEvent event) {
        return switch (event.getKind()) {
            case QUEUED -> event.getAdmitted().map(rows::queued).orElseGet(Stages::nothing);
            case STARTED -> rows.running(event);
            case SUBMITTED, PROGRESSED, RETRYING, UNKNOWN -> Stages.nothing();
        };
    }

    private void read(ConsumerRecord<byte[], byte[]> record, List<GenerationEvent> events) throws InterruptedException {
        try {
            var event = patience.call(() -> Reading.value(topic, record));
            if (Addresses.usable(event.getProject(), event.getGenerationId())) {
                events.add(event);
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("An event cannot be read and is put aside");
            var _ = deadLetters.send(record, e).join();
        }
    }
}
