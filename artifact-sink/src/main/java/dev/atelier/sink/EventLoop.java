package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationEvent;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Keeps the rows of unfinished generations: inserts them when they are queued and marks them when they run or are being
 * stopped. Each event is held for a moment first, because most of what is quick has its final row by then and needs no other. Events may be taken
 * twice and in any order, also after the outcome: each write carries the time that ranks it.
 */
final class EventLoop implements Loop {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration HOLD = Duration.ofMillis(250);
    /** What comes within this time comes in one request. */
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);

    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);
    private static final int MOST_HELD = 10_000;

    private record Held(TopicPartition partition, long offset, Optional<GenerationEvent> event, long writeAt) {}

    private final Topic<String, GenerationEvent> topic;
    private final Rows rows;
    private final FinishedLately finished;
    private final Patience patience;
    private final Intake<GenerationEvent> intake;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deque<Held> held = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
    private long commitAt = System.nanoTime();
    private volatile boolean stopping;

    EventLoop(
            KafkaClients kafka,
            SinkConfig config,
            Rows rows,
            FinishedLately finished,
            Patience patience,
            DeadLetters deadLetters) {
        this.topic = kafka.topics().events();
        this.rows = requireNonNull(rows);
        this.finished = requireNonNull(finished);
        this.patience = requireNonNull(patience);
        this.intake = new Intake<>(topic, patience, deadLetters);
        String identity = config.identity() + "-events";
        consumer = kafka.consumer(
                identity, GroupMembership.of(config.group() + "-events", identity, config.maxInFlight()));
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic.name()));
            while (!stopping) {
                hold(consumer.poll(held.isEmpty() ? IDLE : untilWrite(held.getFirst())));
                write(due());
                commit();
                Thread.sleep(held.isEmpty() ? Duration.ZERO : BETWEEN_POLLS);
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

    private void hold(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        long writeAt = System.nanoTime() + HOLD.toNanos();
        for (var record : records) {
            var partition = new TopicPartition(record.topic(), record.partition());
            held.add(new Held(partition, record.offset(), read(record), writeAt));
        }
    }

    private static Duration untilWrite(Held first) {
        return Duration.ofNanos(Math.max(0, first.writeAt() - System.nanoTime()));
    }

    private List<GenerationEvent> due() {
        List<GenerationEvent> due = new ArrayList<>();
        while (!held.isEmpty() && (held.size() > MOST_HELD || held.getFirst().writeAt() <= System.nanoTime())) {
            Held first = held.removeFirst();
            first.event()
                    .filter(event -> !finished.contains(event.getGenerationId()))
                    .ifPresent(due::add);
            written.put(first.partition(), new OffsetAndMetadata(first.offset() + 1));
        }
        return due;
    }

    private void write(List<GenerationEvent> events) throws InterruptedException {
        if (!events.isEmpty()) {
            boolean _ = patience.call(() -> writeAll(events));
        }
    }

    private void commit() {
        if (written.isEmpty() || System.nanoTime() - commitAt < 0) {
            return;
        }
        written.keySet().retainAll(consumer.assignment());
        // A commit that is lost means that these are written again, which changes nothing.
        consumer.commitAsync(Map.copyOf(written), null);
        written.clear();
        commitAt = System.nanoTime() + BETWEEN_COMMITS.toNanos();
    }

    private boolean writeAll(List<GenerationEvent> events) {
        Stages.await(events.stream().map(this::write).toList());
        return true;
    }

    private CompletableFuture<Void> write(GenerationEvent event) {
        return switch (event.getKind()) {
            case QUEUED -> event.getAdmitted().map(rows::queued).orElseGet(Stages::nothing);
            case STARTED -> rows.running(event);
            case CANCELING -> rows.canceling(event);
            case SUBMITTED, PROGRESSED, RETRYING, WAITING, UNKNOWN -> Stages.nothing();
        };
    }

    private Optional<GenerationEvent> read(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        return intake.read(record).filter(event -> Addresses.usable(event.getProject(), event.getGenerationId()));
    }
}
