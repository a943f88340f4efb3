package dev.atelier.ingest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Puts records aside as dispatch does, and finds those that were put back. */
public final class DeadLetterBox implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final EventProducer producer;

    public DeadLetterBox(KafkaClients kafka) {
        this.kafka = kafka;
        this.producer = kafka.producer("dead-letter-box");
    }

    /** Puts {@code value} aside, as one that came from partition 0 of {@code topic}; its id. */
    public String put(String topic, String cause, byte[] value) {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, "default".getBytes(UTF_8), value);
        header(letter, "traceparent", "00-1");
        header(letter, DeadLetters.EXCEPTION, "org.example.UnprocessableException");
        header(letter, DeadLetters.MESSAGE, cause);
        header(letter, DeadLetters.STACK_TRACE, "org.example.UnprocessableException\n\tat somewhere");
        header(letter, DeadLetters.TOPIC, topic);
        header(letter, DeadLetters.PARTITION, "0");
        header(letter, DeadLetters.OFFSET, "7");
        var where = producer.send(letter).join();
        return "%d-%d".formatted(where.partition(), where.offset());
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(UTF_8));
    }

    /** What is committed on {@code topic} and was dead letter {@code id} before. */
    public List<ConsumerRecord<byte[], byte[]>> putBack(String topic, String id) {
        return committed(topic).stream()
                .filter(record -> header(record, DeadLetters.REDRIVEN_FROM).equals(Optional.of(id)))
                .toList();
    }

    /** Which dead letters are back on {@code topic}, in the order in which they came. */
    public List<String> putBack(String topic) {
        return committed(topic).stream()
                .flatMap(record -> header(record, DeadLetters.REDRIVEN_FROM).stream())
                .toList();
    }

    /** The value of a header, as text. */
    public static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }

    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        try (var consumer = kafka.consumer("dead-letter-box", Map.of())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
