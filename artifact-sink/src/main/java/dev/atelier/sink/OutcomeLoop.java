package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Takes outcomes, has them settled concurrently on virtual threads, and announces them in the order of their partition.
 * What is announced and how far the group has read are committed in one transaction, so that a reader of committed
 * records sees each result once, whenever this process dies. One thread owns the consumer and the producer; a worker that
 * is done wakes it. After any failure of Kafka's the loop ends; a fresh one begins where the last transaction left off.
 */
final class OutcomeLoop implements Loop {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private final Function<ConsumerRecord<byte[], byte[]>, Word> settle;
    private final int maxInFlight;
    private final Duration grace;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final DeadLetters deadLetters;
    private final ExecutorService workers;
    private final Map<TopicPartition, ContiguousPrefix<Word>> prefixes = new HashMap<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile long stopAt;
    private volatile boolean stopping;

    OutcomeLoop(KafkaClients kafka, SinkConfig config, Function<ConsumerRecord<byte[], byte[]>, Word> settle) {
        this.settle = requireNonNull(settle);
        maxInFlight = config.maxInFlight();
        grace = config.shutdownGrace();
        topic = kafka.topics().outcomes().name();
        String identity = config.identity();
        producer = kafka.transactionalProducer(identity, identity);
        consumer = kafka.consumer(identity, GroupMembership.of(config.group(), identity, maxInFlight));
        deadLetters = new DeadLetters(new EventProducer(producer), SinkService.SERVICE);
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("settle-", 0).factory());
    }

    @Override
    public void run() {
        try {
            // Ends what an earlier holder of this name left open, so that its offsets can be read.
            producer.initTransactions();
            consumer.subscribe(List.of(topic), new Assignments());
            while (!stopping || !drained()) {
                begin(poll());
                announce();
                throttle();
            }
        } finally {
            workers.shutdownNow();
            producer.close(LETTING_GO);
            consumer.close();
        }
    }

    @Override
    public void stop() {
        stopAt = System.nanoTime() + grace.toNanos();
        stopping = true;
        consumer.wakeup();
    }

    private boolean drained() {
        return inFlight() == 0 || System.nanoTime() - stopAt > 0;
    }

    /** Waits for records or for a worker, whichever is first. */
    private ConsumerRecords<byte[], byte[]> poll() {
        waiting.set(true);
        try {
            // A worker that finished before the flag was set did not wake us.
            return consumer.poll(somethingDone() ? Duration.ZERO : IDLE);
        } catch (WakeupException _) {
            return ConsumerRecords.empty();
        } finally {
            waiting.set(false);
        }
    }

    private boolean somethingDone() {
        return prefixes.values().stream().anyMatch(ContiguousPrefix::hasDone);
    }

    private void begin(ConsumerRecords<byte[], byte[]> records) {
        if (stopping) {
            return;
        }
        for (var record : records) {
            var work = CompletableFuture.supplyAsync(() -> settle.apply(record), workers);
            var _ = work.whenComplete((_, _) -> wake());
            prefixes.computeIfAbsent(partition(record), _ -> new ContiguousPrefix<>())
                    .add(record.offset(), work);
        }
    }

    private void wake() {
        if (waiting.getAndSet(false)) {
            consumer.wakeup();
        }
    }

    private void announce() {
        List<Word> words = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        prefixes.forEach((partition, prefix) -> {
            if (prefix.hasDone()) {
                words.addAll(prefix.takeDone());
                offsets.put(partition, new OffsetAndMetadata(prefix.position()));
            }
        });
        if (words.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        words.forEach(this::say);
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }

    private void say(Word word) {
        // The commit fails when one of these does.
        var _ = switch (word) {
            case Word.Result(var record) -> producer.send(record);
            case Word.DeadLetter(var record, var cause) -> deadLetters.send(record, cause);
        };
    }

    private void throttle() {
        if (stopping || inFlight() >= maxInFlight) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private int inFlight() {
        return prefixes.values().stream().mapToInt(ContiguousPrefix::size).sum();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Forgets what is in flight of a partition that goes to another sink, which settles it again: nothing is committed. */
    private final class Assignments implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            prefixes.keySet().removeAll(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            prefixes.keySet().removeAll(partitions);
        }
    }
}
