package dev.atelier.ingest.feed;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationResult;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log with consumers that live as long as a reading, few of them at a time. Thread-safe. */
final class KafkaLogReader implements LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogReader.class);
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Most records that one reading looks at. */
    private static final int MOST_READ = 200_000;
    /** Most news that one reading finds. */
    private static final int MOST_FOUND = 5_000;

    private final KafkaClients kafka;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Kind<?>> kinds = new HashMap<>();

    /** What the records of a source are, and what is news in them. */
    private record Kind<V>(Source source, Topic<String, V> topic, Function<V, Optional<News>> reader) {
        Optional<Entry> entry(ConsumerRecord<byte[], byte[]> record) {
            Optional<V> value =
                    Optional.ofNullable(topic.values().deserializer().deserialize(topic.name(), record.value()));
            return value.flatMap(reader)
                    .map(news -> new Entry(
                            new Part(source, record.partition()),
                            record.offset(),
                            Instant.ofEpochMilli(record.timestamp()),
                            news));
        }
    }

    KafkaLogReader(KafkaClients kafka) {
        this.kafka = requireNonNull(kafka);
        var topics = kafka.topics();
        add(new Kind<GenerationEvent>(Source.EVENTS, topics.events(), News::of));
        add(new Kind<GenerationResult>(Source.RESULTS, topics.results(), News::of));
        add(new Kind<BatchStatus>(Source.BATCHES, topics.batchStatus(), News::of));
    }

    private void add(Kind<?> kind) {
        kinds.put(kind.topic().name(), kind);
    }

    @Override
    public Optional<List<Entry>> read(Map<Part, Range> ranges, Predicate<News> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        if (!places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try (var consumer = kafka.consumer("feed-reader", Map.of("auto.offset.reset", "none"))) {
            return read(consumer, ranges, wanted, end);
        } catch (InvalidOffsetException | TimeoutException e) {
            LOG.atWarn().log("What was missed could not be read: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptException e) {
            // It has restored the interrupt, which the caller is told of by an exception of its own.
            throw (InterruptedException) new InterruptedException("interrupted while the log was read").initCause(e);
        } finally {
            places.release();
        }
    }

    private Optional<List<Entry>> read(
            KafkaConsumer<byte[], byte[]> consumer, Map<Part, Range> ranges, Predicate<News> wanted, long end) {
        Map<TopicPartition, Range> left = new HashMap<>();
        ranges.forEach((part, range) -> left.put(partition(part), range));
        consumer.assign(left.keySet());
        if (!seek(consumer, left)) {
            return Optional.empty();
        }
        List<Entry> found = new ArrayList<>();
        int read = 0;
        while (!left.isEmpty()) {
            if (System.nanoTime() > end || read > MOST_READ || found.size() > MOST_FOUND) {
                return Optional.empty();
            }
            for (var record : consumer.poll(POLL)) {
                read++;
                if (record.offset() < until(left, record)) {
                    entry(record)
                            .filter(entry -> wanted.test(entry.news()))
                            .map(Entry::withoutPreview)
                            .ifPresent(found::add);
                }
            }
            left.entrySet()
                    .removeIf(range -> consumer.position(range.getKey())
                            >= range.getValue().until());
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> !left.containsKey(partition))
                    .toList());
        }
        return Optional.of(found);
    }

    /** Whether all of it is still kept. */
    private static boolean seek(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Range> ranges) {
        var beginnings = consumer.beginningOffsets(ranges.keySet());
        ranges.forEach((partition, range) -> consumer.seek(partition, range.from()));
        return ranges.entrySet().stream()
                .allMatch(range -> range.getValue().from() >= beginnings.getOrDefault(range.getKey(), 0L));
    }

    private static long until(Map<TopicPartition, Range> left, ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(left.get(new TopicPartition(record.topic(), record.partition())))
                .map(Range::until)
                .orElse(0L);
    }

    private Optional<Entry> entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(kinds.get(record.topic())).flatMap(kind -> kind.entry(record));
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("A record that cannot be read was passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private TopicPartition partition(Part part) {
        return kinds.values().stream()
                .filter(kind -> kind.source() == part.source())
                .map(kind -> new TopicPartition(kind.topic().name(), part.partition()))
                .findFirst()
                .orElseThrow();
    }
}
