package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Opens {@code dead-letters} for reading. Thread-safe. */
final class DeadLetterLog {
    private static final Map<String, Object> SETTINGS = Map.of("fetch.max.wait.ms", 100);

    private final KafkaClients kafka;

    DeadLetterLog(KafkaClients kafka) {
        this.kafka = requireNonNull(kafka);
    }

    /** What is on the topic now; what comes later is not seen. */
    Reading open() {
        return new Reading(kafka.consumer("dead-letters", SETTINGS));
    }

    /** The one that {@code id} names. */
    Optional<DeadLetter> find(LetterId id) {
        try (var reading = open()) {
            var partition = reading.partition(id.partition());
            return partition.filter(span -> span.holds(id.offset())).stream()
                    .flatMap(_ -> reading.read(new Span(id.partition(), id.offset(), id.offset() + 1)).stream())
                    .findFirst();
        }
    }

    /** Part of a partition: offsets from {@code from} on and before {@code to}. */
    record Span(int partition, long from, long to) {
        boolean holds(long offset) {
            return from <= offset && offset < to;
        }

        boolean isEmpty() {
            return from >= to;
        }

        Span from(long offset) {
            return new Span(partition, Math.max(from, offset), to);
        }

        Span before(long offset) {
            return new Span(partition, from, Math.min(to, offset));
        }

        /** The first of it, of {@code size} at most. */
        Span first(long size) {
            return before(from + size);
        }

        /** The last of it, of {@code size} at most. */
        Span last(long size) {
            return from(to - size);
        }
    }

    /** One look at the topic. For one thread. */
    static final class Reading implements AutoCloseable {
        private static final Duration POLL = Duration.ofMillis(200);
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final Consumer<byte[], byte[]> consumer;
        private final List<Span> partitions;

        Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
            List<TopicPartition> all = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            var begins = consumer.beginningOffsets(all);
            var ends = consumer.endOffsets(all);
            partitions = all.stream()
                    .map(partition -> new Span(
                            partition.partition(),
                            begins.getOrDefault(partition, 0L),
                            ends.getOrDefault(partition, 0L)))
                    .sorted(Comparator.comparingInt(Span::partition))
                    .toList();
        }

        Optional<Span> partition(int number) {
            return partitions.stream()
                    .filter(span -> span.partition() == number)
                    .findFirst();
        }

        /** All that was there when it was opened, without what was put aside before {@code since}. */
        List<Span> since(Optional<Instant> since) {
            return since.isEmpty() ? partitions : from(since.get());
        }

        private List<Span> from(Instant since) {
            var times = partitions.stream()
                    .collect(Collectors.toMap(Reading::place, _ -> Math.max(0, since.toEpochMilli())));
            var found = consumer.offsetsForTimes(times);
            return partitions.stream()
                    .map(span -> Optional.ofNullable(found.get(place(span)))
                            .map(first -> span.from(first.offset()))
                            .orElse(span.from(span.to())))
                    .toList();
        }

        /** What lies in {@code span}, in its order. */
        List<DeadLetter> read(Span span) {
            var partition = place(span);
            consumer.pause(consumer.assignment());
            consumer.resume(List.of(partition));
            consumer.seek(partition, span.from());
            var letters = new ArrayList<DeadLetter>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < span.to()) {
                if (System.nanoTime() - deadline > 0) {
                    throw RefusedException.unavailable("The dead letters could not be read in time.");
                }
                consumer.poll(POLL).records(partition).stream()
                        .filter(record -> span.holds(record.offset()))
                        .map(DeadLetter::of)
                        .forEach(letters::add);
            }
            return letters;
        }

        private static TopicPartition place(Span span) {
            return new TopicPartition(Topics.DEAD_LETTERS, span.partition());
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
