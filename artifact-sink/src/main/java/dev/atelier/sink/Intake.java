package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.schemas.Topic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of a topic; one that cannot be read is put aside, and the next is read. Blocks while the registry is away. */
final class Intake<V> {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Topic<String, V> topic;
    private final Patience patience;
    private final DeadLetters deadLetters;

    Intake(Topic<String, V> topic, Patience patience, DeadLetters deadLetters) {
        this.topic = requireNonNull(topic);
        this.patience = requireNonNull(patience);
        this.deadLetters = requireNonNull(deadLetters);
    }

    /** What {@code record} says; empty once it is among the dead letters. */
    Optional<V> read(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            return Optional.of(patience.call(() -> Reading.value(topic, record)));
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("A record cannot be read and is put aside");
            var _ = deadLetters.send(record, e).join();
            return Optional.empty();
        }
    }
}
