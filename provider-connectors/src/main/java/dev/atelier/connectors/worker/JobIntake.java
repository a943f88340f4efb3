package dev.atelier.connectors.worker;

import dev.atelier.event.GenerationJob;
import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from the log, on a thread of its own that never waits for a job: a record is acknowledged at once, and the
 * job runs only when the broker has confirmed that it is ours. From there on dispatch's lease is what makes it durable.
 * While no slot is free, nothing is polled, so that other workers get what this one cannot run.
 */
final class JobIntake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobIntake.class);
    private static final int LARGEST_BATCH = 16;
    /** Also how soon the intake notices that it is to stop. To wake it up might lose a confirmation on its way. */
    private static final Duration POLL = Duration.ofMillis(250);

    private static final Duration FETCH = Duration.ofMillis(500);
    /** A broker hands a job that was left to whoever fetches next, and a fetch that waits already counts when it is renewed. */
    private static final Duration AFTER_LEAVING = FETCH.plusMillis(100);

    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final String provider;
    private final Topic<String, GenerationJob> topic;
    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private final Slots slots;
    private final DeadLetters deadLetters;
    private final Affinity affinity;
    private final Consumer<GenerationJob> runner;
    private final InstantSource clock = InstantSource.system();
    private final Thread thread;
    /** Whether a job of this poll was left to another worker. */
    private boolean left;

    private volatile boolean closed;

    JobIntake(
            KafkaClients kafka,
            String provider,
            Slots slots,
            DeadLetters deadLetters,
            Affinity affinity,
            Consumer<GenerationJob> runner) {
        this.provider = provider;
        this.topic = kafka.topics().jobs(provider);
        this.slots = slots;
        this.deadLetters = deadLetters;
        this.affinity = affinity;
        this.runner = runner;
        this.consumer = kafka.shareConsumer("connector-" + provider, ShareGroup.name(provider), settings(slots.size()));
        this.thread = Thread.ofPlatform().name("intake-" + provider).unstarted(this::take);
    }

    private static Map<String, Object> settings(int slots) {
        return Map.of(
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit",
                // A fetch acquires no more than a poll returns: prefetched jobs would wait here while others are idle.
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.min(slots, LARGEST_BATCH),
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) FETCH.toMillis(),
                // A worker whose slots are all busy does not poll for hours, and stays a member.
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Integer.MAX_VALUE);
    }

    void start() {
        consumer.subscribe(Set.of(topic.name()));
        thread.start();
    }

    private void take() {
        try (consumer) {
            while (!closed) {
                takeOnce();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue("provider", provider).log("The intake was interrupted and ends");
        }
    }

    private void takeOnce() throws InterruptedException {
        try {
            if (slots.awaitFree(POLL)) {
                accept(consumer.poll(POLL));
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("provider", provider)
                    .addKeyValue("topic", topic.name())
                    .log("Jobs could not be taken; tried again soon");
            Thread.sleep(AFTER_FAULT);
        }
    }

    private void accept(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        left = false;
        List<Taken> taken = new ArrayList<>();
        for (var record : records) {
            taken.addAll(read(record));
        }
        Set<TopicPartition> refused = refused(taken);
        taken.removeIf(job -> refused.contains(job.partition()));
        slots.enter(taken.size());
        taken.forEach(job -> runner.accept(job.event()));
        if (left) {
            Thread.sleep(AFTER_LEAVING);
        }
    }

    /** The job in {@code record}, acknowledged; none when it cannot be read. */
    private List<Taken> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            GenerationJob event = topic.values().deserializer().deserialize(topic.name(), record.value());
            if (event == null) {
                throw new SerializationException("a record on %s must have a value".formatted(topic.name()));
            }
            if (!isStale(event)
                    && affinity.leavesToAnother(event, record.deliveryCount().orElse((short) 1))) {
                consumer.acknowledge(record, AcknowledgeType.RELEASE);
                left = true;
                return List.of();
            }
            consumer.acknowledge(record, AcknowledgeType.ACCEPT);
            if (isStale(event)) {
                return List.of();
            }
            return List.of(new Taken(new TopicPartition(record.topic(), record.partition()), event));
        } catch (SerializationException e) {
            consumer.acknowledge(record, putAside(record, e));
            return List.of();
        }
    }

    /** A job whose lease ended before anyone took it has been dispatched again: to run this copy might be to pay twice. */
    private boolean isStale(GenerationJob event) {
        boolean stale =
                event.getDispatchedAt().plusMillis(event.getHeartbeatMillis()).isBefore(clock.instant());
        if (stale) {
            LOG.atInfo()
                    .addKeyValue("generationId", event.getGenerationId())
                    .addKeyValue("provider", provider)
                    .addKeyValue("attempt", event.getAttempt())
                    .log("A job is passed over: its lease has ended");
        }
        return stale;
    }

    /** A record that could not even be put aside stays in the log. */
    private AcknowledgeType putAside(ConsumerRecord<byte[], byte[]> record, SerializationException cause) {
        var log = LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset());
        try {
            deadLetters.send(record, cause).join();
            log.log("A job that cannot be read was put aside: {}", cause.getMessage());
            return AcknowledgeType.ACCEPT;
        } catch (RuntimeException e) {
            log.log("A job that cannot be read could not be put aside: {}", e.getMessage());
            return AcknowledgeType.RELEASE;
        }
    }

    /** Partitions whose broker did not confirm: their jobs may be another's by now. */
    private Set<TopicPartition> refused(List<Taken> taken) {
        Set<TopicPartition> refused = consumer.commitSync().entrySet().stream()
                .filter(partition -> partition.getValue().isPresent())
                .map(partition -> partition.getKey().topicPartition())
                .collect(Collectors.toSet());
        taken.stream()
                .filter(job -> refused.contains(job.partition()))
                .forEach(job -> LOG.atWarn()
                        .addKeyValue("generationId", job.event().getGenerationId())
                        .addKeyValue("provider", provider)
                        .addKeyValue("attempt", job.event().getAttempt())
                        .log("A job was not confirmed as ours and is left alone"));
        return refused;
    }

    /** Takes nothing more; jobs that were taken go on. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Taken(TopicPartition partition, GenerationJob event) {}
}
