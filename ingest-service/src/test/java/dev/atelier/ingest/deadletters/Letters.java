package dev.atelier.ingest.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.kafka.DeadLetters;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters for tests, as dispatch puts them aside. */
final class Letters {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Letters() {}

    /** The one at {@code offset}, from {@code topic}. */
    static DeadLetter from(String topic, long offset) {
        return DeadLetter.of(record(offset, headers(topic, "2", "40")));
    }

    static RecordHeaders headers(String topic, String partition, String offset) {
        var headers = new RecordHeaders();
        headers.add("traceparent", "00-1".getBytes(UTF_8));
        headers.add(DeadLetters.EXCEPTION, "org.example.NoSuchProject".getBytes(UTF_8));
        headers.add(DeadLetters.MESSAGE, "project Demo is not known".getBytes(UTF_8));
        headers.add(DeadLetters.TOPIC, topic.getBytes(UTF_8));
        headers.add(DeadLetters.PARTITION, partition.getBytes(UTF_8));
        headers.add(DeadLetters.OFFSET, offset.getBytes(UTF_8));
        return headers;
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "dead-letters",
                0,
                offset,
                NOON.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                4,
                3,
                "demo".getBytes(UTF_8),
                new byte[] {1, 2, 3},
                headers,
                Optional.empty());
    }
}
