package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookAttempted;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.Topics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Writes what is to be posted, and what was tried. All of a line go to one partition, so that one instance has its turn. Thread-safe. */
final class DeliveryTopic {
    private final EventProducer producer;
    private final Topic<String, WebhookDelivery> deliveries;
    private final Topic<String, WebhookAttempted> attempts;
    private final int partitions;

    DeliveryTopic(EventProducer producer, Topics topics, int partitions) {
        this.producer = requireNonNull(producer);
        this.deliveries = topics.webhookDeliveries();
        this.attempts = topics.webhookAttempts();
        this.partitions = partitions;
    }

    /** The topic as the cluster has it; it may have more partitions than this version would give it. */
    static DeliveryTopic find(EventProducer producer, Topics topics, Admin admin) {
        String name = topics.webhookDeliveries().name();
        try {
            int partitions = requireNonNull(admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name))
                    .partitions()
                    .size();
            return new DeliveryTopic(producer, topics, partitions);
        } catch (ExecutionException e) {
            throw new KafkaException("topic %s could not be described".formatted(name), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** {@code delivery} stands so from now on; completes once that is safe. */
    CompletableFuture<?> put(WebhookDelivery delivery) {
        return producer.send(record(delivery, delivery));
    }

    /** Nothing more is to be done about {@code delivery}. */
    CompletableFuture<?> remove(WebhookDelivery delivery) {
        return producer.send(record(delivery, null));
    }

    /** This was tried. */
    CompletableFuture<?> attempted(WebhookAttempted attempted) {
        return producer.send(record(attempted));
    }

    /** The record that says that {@code delivery} stands like {@code value}; null: that it is over. */
    ProducerRecord<byte[], byte[]> record(WebhookDelivery delivery, @Nullable WebhookDelivery value) {
        var plain = EventProducer.encode(deliveries, delivery.getLine() + '/' + delivery.getDeliveryId(), value);
        return new ProducerRecord<>(
                plain.topic(), partition(delivery.getLine(), partitions), plain.key(), plain.value());
    }

    /** The record that says that this was tried. */
    ProducerRecord<byte[], byte[]> record(WebhookAttempted attempted) {
        return EventProducer.encode(attempts, attempted.getLine(), attempted);
    }

    /** Which of {@code partitions} has {@code line}; every instance must agree. */
    static int partition(String line, int partitions) {
        return Math.floorMod(line.hashCode(), partitions);
    }

    /** How many partitions the lines are spread over. */
    int partitions() {
        return partitions;
    }
}
