package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.RedriveRecorded;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records and what the audit says of them, together. Once it has thrown it is to be closed. For one thread. */
final class RedriveTransactions implements AutoCloseable {
    /** Of all instances: whoever opens fences whoever opened before. */
    static final String TRANSACTIONAL_ID = "atelier-redrive";

    private static final Logger LOG = LoggerFactory.getLogger(RedriveTransactions.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** What a killed instance leaves open holds back the readers of its topics for so long, and a little longer. */
    private static final int LONGEST_MILLIS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final Topic<String, RedriveRecorded> audit;

    /** Begins to own the transactional id of {@code producer}; a transaction that another left open is over by then. */
    RedriveTransactions(Producer<byte[], byte[]> producer, Topic<String, RedriveRecorded> audit) {
        this.producer = requireNonNull(producer);
        this.audit = requireNonNull(audit);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(CLOSING);
            throw e;
        }
    }

    static RedriveTransactions open(KafkaClients kafka) {
        var producer = kafka.transactionalProducer(
                "redrive",
                TRANSACTIONAL_ID,
                Map.of(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LONGEST_MILLIS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LONGEST_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_MILLIS / 2,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_MILLIS));
        return new RedriveTransactions(producer, kafka.topics().redrives());
    }

    /** A dead letter and the record that is put back for it. */
    record Return(DeadLetter letter, ProducerRecord<byte[], byte[]> record) {}

    private record Sent(Return back, Future<RecordMetadata> where) {}

    /**
     * Writes all of {@code returns} and what the audit says of each, or nothing.
     *
     * @throws KafkaException when the log does not take it, or another instance has begun to write
     */
    Map<LetterId, RedriveRecorded> put(List<Return> returns, Redrive order, Instant now) throws InterruptedException {
        producer.beginTransaction();
        List<Sent> sent = new ArrayList<>();
        for (Return back : returns) {
            sent.add(new Sent(back, producer.send(back.record())));
        }
        producer.flush();
        Map<LetterId, RedriveRecorded> records = new HashMap<>();
        for (Sent one : sent) {
            var record = record(one.back().letter(), place(one.where()), order, now);
            var _ = producer.send(EventProducer.encode(audit, record.getDeadLetter(), record));
            records.put(one.back().letter().id(), record);
        }
        producer.commitTransaction();
        return records;
    }

    private static RedriveRecorded record(DeadLetter letter, RecordMetadata where, Redrive order, Instant now) {
        var source = letter.source().orElseThrow();
        return RedriveRecorded.newBuilder()
                .setDeadLetter(letter.id().toString())
                .setSourcePartition(source.partition())
                .setSourceOffset(source.offset())
                .setTopic(where.topic())
                .setPartition(where.partition())
                .setOffset(where.offset())
                .setKeyId(order.keyId())
                .setJob(order.job().orElse(null))
                .setForced(order.forced())
                .setAt(now)
                .build();
    }

    private static RecordMetadata place(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e.getCause());
        }
    }

    /** Closes after another has begun: what was open is over by then. */
    void leave() {
        producer.close(CLOSING);
    }

    /** Gives up what is open, so that nobody waits for it to run out; nobody minds if it cannot. */
    @Override
    public void close() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            LOG.atDebug().log("There was no transaction to give up: {}", String.valueOf(e.getMessage()));
        }
        producer.close(CLOSING);
    }
}
