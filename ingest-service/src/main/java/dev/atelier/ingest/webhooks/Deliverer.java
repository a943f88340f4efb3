package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the group that delivers. Of what happens, on the partitions that it has, it writes down what is to be posted;
 * of what is to be posted, on the partitions that it has, it works off the lines. Both survive its death: what was not written
 * down is read again by whoever gets the partition, and so is what was not posted.
 */
final class Deliverer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final String GROUP = "webhooks";
    private static final int SESSION_MILLIS = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(5);
    private final KafkaClients kafka;
    private final Topics topics;
    private final Announcements announcements;
    private final DeliveryTopic deliveries;
    private final LinesOnHand lines;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    Deliverer(KafkaClients kafka, Announcements announcements, DeliveryTopic deliveries, LinesOnHand lines) {
        this.kafka = requireNonNull(kafka);
        this.topics = kafka.topics();
        this.announcements = requireNonNull(announcements);
        this.deliveries = requireNonNull(deliveries);
        this.lines = requireNonNull(lines);
        this.thread = Thread.ofPlatform().daemon().name("webhooks").start(this::run);
    }

    private void run() {
        while (!isClosed()) {
            try (var fresh = kafka.consumer("webhooks", settings())) {
                consumer = fresh;
                // Whoever closes it wakes the consumer that he sees, or is seen here.
                if (!isClosed()) {
                    consume(fresh);
                }
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Webhooks broke off; they go on in a moment");
                pause();
            } finally {
                lines.letGoOfAll();
            }
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_MILLIS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                SESSION_MILLIS / 5,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
    }

    private void consume(KafkaConsumer<byte[], byte[]> member) {
        var commits = new Commits(InstantSource.system());
        member.subscribe(
                List.of(
                        topics.results().name(),
                        topics.events().name(),
                        topics.batchStatus().name(),
                        topics.webhookDeliveries().name()),
                new Handover(member, lines, commits));
        try {
            while (true) {
                ConsumerRecords<byte[], byte[]> records = member.poll(IDLE);
                take(records, commits);
                commits.tellNowAndThen(member);
                lines.caughtUp(member);
                if (records.isEmpty()) {
                    lines.forgetThoseDone();
                }
            }
        } catch (WakeupException _) {
            // It is being closed.
            commits.tell(member);
        }
    }

    /** Returns once all that is to be posted is written down. */
    private void take(ConsumerRecords<byte[], byte[]> records, Commits commits) {
        List<CompletableFuture<?>> written = new ArrayList<>();
        Map<TopicPartition, Long> read = new HashMap<>();
        for (var record : records) {
            if (record.topic().equals(topics.webhookDeliveries().name())) {
                follow(record);
            } else {
                announce(record).forEach(delivery -> written.add(deliveries.put(delivery)));
                read.put(partition(record), record.offset() + 1);
            }
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).join();
        read.forEach(commits::done);
    }

    private List<WebhookDelivery> announce(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.results().name())) {
                var result = read(topics.results(), record);
                return result == null ? List.of() : announcements.of(result);
            }
            if (record.topic().equals(topics.events().name())) {
                var event = read(topics.events(), record);
                return event == null ? List.of() : announcements.of(event);
            }
            var status = read(topics.batchStatus(), record);
            return status == null ? List.of() : announcements.of(status);
        } catch (SerializationException e) {
            passOver(record, e);
            return List.of();
        }
    }

    private void follow(ConsumerRecord<byte[], byte[]> record) {
        var topic = topics.webhookDeliveries();
        try {
            String key = topic.keys().deserializer().deserialize(topic.name(), record.key());
            var delivery = read(topic, record);
            if (delivery == null) {
                lines.remove(partition(record), key);
            } else {
                lines.put(partition(record), delivery, record.offset());
            }
        } catch (SerializationException e) {
            passOver(record, e);
        }
    }

    private static <V> @Nullable V read(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.values().deserializer().deserialize(topic.name(), record.value());
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static void passOver(ConsumerRecord<byte[], byte[]> record, SerializationException e) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("A record that cannot be read is told to nobody: {}", e.getMessage());
    }

    private void pause() {
        try {
            boolean _ = closed.await(BEFORE_ANOTHER_TRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Lets the attempts in progress end, for a while, and leaves the rest to others. */
    @Override
    public void close() {
        closed.countDown();
        var current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
