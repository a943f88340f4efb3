package dev.atelier.ingest.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.atelier.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All bytes of topics, to be searched for what must not be there. */
public final class LogText {
    private static final Duration POLL = Duration.ofMillis(200);

    private LogText() {}

    /** Keys, values and headers of all records of {@code topics}, as text. */
    public static String of(KafkaClients kafka, List<String> topics) {
        var text = new StringBuilder();
        try (var consumer = kafka.consumer("log-text", Map.of())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(record -> append(text, record));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ConsumerRecord<byte[], byte[]> record) {
        append(text, record.key());
        append(text, record.value());
        record.headers().forEach(header -> append(text, header.value()));
    }

    private static void append(StringBuilder text, byte @Nullable [] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, ISO_8859_1)).append('\n');
        }
    }
}
