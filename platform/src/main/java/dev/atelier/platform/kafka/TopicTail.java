package dev.atelier.platform.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;

import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every partition of a topic for as long as the service runs, without a group, and hands each record to one
 * listener on one thread, in the order of its partition. Whoever needs to see all that was written before now waits for
 * {@link #awaitEnd}. A record that cannot be read is passed over: its writer's own stage puts it aside.
 */
public final class TopicTail<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Takes each record; a null value deletes its key. Called on the tail's own thread. */
    @FunctionalInterface
    public interface Listener<K, V> {
        void accept(K key, @Nullable V value);
    }

    /** As a {@link Listener}, for whoever keeps account of how far the log was read. Called on the tail's own thread. */
    public interface Follower<K, V> {
        /** Takes the record that lies at {@code where}; a null value deletes its key. */
        void accept(Coordinates where, K key, @Nullable V value);

        /**
         * Every record of {@code partition} before offset {@code next} has been handed over. Said of each partition at the
         * beginning, on the thread that opens the tail, and then again and again.
         */
        void reached(int partition, long next);
    }

    /** Where a tail begins. */
    public enum Start {
        /** With the first record there is: for compacted topics. */
        EARLIEST,
        /** With what is written from now on: for events. */
        LATEST
    }

    private final Topic<K, V> topic;
    private final Duration lag;
    private final Follower<K, V> follower;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaClients kafka;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Thread thread;
    private volatile boolean closed;

    /** Starts following; from {@code start} on, every record reaches {@code listener}, as soon as it can. */
    public TopicTail(KafkaClients kafka, Topic<K, V> topic, Start start, Listener<K, V> listener) {
        this(kafka, topic, start, Duration.ZERO, listener);
    }

    /**
     * Starts following; from {@code start} on, every record reaches {@code listener}, {@code lag} late at most: what comes
     * within that time comes in one request, which is what a busy topic costs.
     */
    public TopicTail(KafkaClients kafka, Topic<K, V> topic, Start start, Duration lag, Listener<K, V> listener) {
        this(kafka, topic, start, lag, new Unplaced<>(listener));
    }

    /** As the one with a lag and a listener. */
    public TopicTail(KafkaClients kafka, Topic<K, V> topic, Start start, Duration lag, Follower<K, V> follower) {
        this(kafka, topic, lag, follower, (consumer, partitions) -> {
            switch (start) {
                case EARLIEST -> consumer.seekToBeginning(partitions);
                case LATEST -> consumer.seekToEnd(partitions);
            }
        });
    }

    /** As the one with a lag; every record stamped at or after {@code since} reaches {@code listener}. */
    public TopicTail(KafkaClients kafka, Topic<K, V> topic, Instant since, Duration lag, Listener<K, V> listener) {
        this(kafka, topic, lag, new Unplaced<>(listener), (consumer, partitions) -> seek(consumer, partitions, since));
    }

    private TopicTail(
            KafkaClients kafka,
            Topic<K, V> topic,
            Duration lag,
            Follower<K, V> follower,
            BiConsumer<KafkaConsumer<byte[], byte[]>, List<TopicPartition>> seek) {
        this.kafka = requireNonNull(kafka);
        this.topic = requireNonNull(topic);
        this.lag = requireNonNull(lag);
        this.follower = requireNonNull(follower);
        consumer = kafka.consumer("tail-" + topic.name(), Map.of("fetch.max.wait.ms", 500));
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        seek.accept(consumer, partitions);
        // Positions are settled here, so that LATEST means the moment of construction.
        partitions.forEach(this::settle);
        thread = Thread.ofPlatform().daemon().name("tail-" + topic.name()).start(this::follow);
    }

    /** A listener that does not care where a record lies. */
    private record Unplaced<K, V>(Listener<K, V> listener) implements Follower<K, V> {
        private Unplaced {
            requireNonNull(listener);
        }

        @Override
        public void accept(Coordinates where, K key, @Nullable V value) {
            listener.accept(key, value);
        }

        @Override
        public void reached(int partition, long next) {}
    }

    private void settle(TopicPartition partition) {
        long position = consumer.position(partition);
        positions.put(partition, position);
        follower.reached(partition.partition(), position);
    }

    private static void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant since) {
        var times = partitions.stream().collect(Collectors.toMap(identity(), _ -> since.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    /**
     * Waits until everything that was committed to the topic before this call has reached the listener.
     *
     * @throws TimeoutException when that takes longer than {@code timeout}
     */
    public void awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        awaitPositions(ends(positions.keySet()), timeout);
    }

    private void awaitPositions(Map<TopicPartition, Long> wanted, Duration timeout)
            throws InterruptedException, TimeoutException {
        long nanos = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!reached(wanted)) {
                if (nanos <= 0) {
                    throw new TimeoutException(
                            "topic %s was not read to its end within %s".formatted(topic.name(), timeout));
                }
                nanos = advanced.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean reached(Map<TopicPartition, Long> wanted) {
        return wanted.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        // A consumer belongs to one thread, so the ends are asked for by another.
        try (var asker = kafka.consumer("tail-ends-" + topic.name(), Map.of())) {
            // The client warns of an end that it learns of a partition it does not hold.
            asker.assign(partitions);
            return asker.endOffsets(partitions);
        }
    }

    private void follow() {
        try {
            while (!closed) {
                var records = consumer.poll(POLL);
                records.forEach(this::deliver);
                advance();
                if (!records.isEmpty()) {
                    Thread.sleep(lag);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            // It is in no group, and what it asked for last is answered only when there is something.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record) {
        try {
            K key = topic.keys().deserializer().deserialize(topic.name(), record.key());
            V value = topic.values().deserializer().deserialize(topic.name(), record.value());
            follower.accept(where(record), key, value);
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("A record that cannot be read was passed over: {}", e.getMessage());
        } catch (RuntimeException e) {
            // A listener's bug is about one record; a view that stops is about all that follow.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("A record was passed over, because its listener failed");
        }
    }

    private static Coordinates where(ConsumerRecord<byte[], byte[]> record) {
        return new Coordinates(record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()));
    }

    private void advance() {
        positions.keySet().forEach(this::settle);
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
