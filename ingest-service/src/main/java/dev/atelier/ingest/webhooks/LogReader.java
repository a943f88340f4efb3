package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what a line has on the log and no room for, up to where the log ends now. Thread-safe. */
final class LogReader {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final Topic<String, WebhookDelivery> topic;
    private final int partitions;

    LogReader(KafkaClients kafka, int partitions) {
        this.kafka = requireNonNull(kafka);
        this.topic = kafka.topics().webhookDeliveries();
        this.partitions = partitions;
    }

    /** What {@code line} has from there on. */
    Found read(String line, Reading reading) throws InterruptedException {
        var partition = new TopicPartition(topic.name(), DeliveryTopic.partition(line, partitions));
        var sift = new Sift(line, reading);
        try (var consumer = kafka.consumer("webhooks-rest", Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, reading.from());
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                consumer.poll(POLL).forEach(record -> sift(sift, record));
            }
        }
        return sift.found();
    }

    /** What cannot be read was passed over by whoever read it first. */
    private void sift(Sift sift, ConsumerRecord<byte[], byte[]> record) {
        String key = topic.keys().deserializer().deserialize(topic.name(), record.key());
        if (sift.concerns(key)) {
            sift.take(key, topic.values().deserializer().deserialize(topic.name(), record.value()), record.offset());
        }
    }
}
