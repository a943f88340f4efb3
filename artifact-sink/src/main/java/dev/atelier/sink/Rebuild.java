package dev.atelier.sink;

import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.metadata.MetadataStore;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of all outcomes, amendments and batches there are, from the first to the last; for a keyspace that was lost. Announces nothing
 * and belongs to no group, so it may run beside a working sink. What ran or waited has no outcome yet: its row comes with
 * its next event. Called by the CLI.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaClients kafka;
    private final OutcomeStore store;
    private final Rows rows;
    private final BatchRows batches;
    private final int atOnce;
    private long kept;

    private Rebuild(KafkaClients kafka, OutcomeStore store, Rows rows, BatchRows batches, int atOnce) {
        this.kafka = kafka;
        this.store = store;
        this.rows = rows;
        this.batches = batches;
        this.atOnce = atOnce;
    }

    /** Replays every outcome into the stores of {@code config}; returns how many. Throws when a store is away. */
    public static long run(SinkConfig config) {
        try (var kafka = new KafkaClients(config.kafka());
                var objects = new ObjectStore(config.objects());
                var metadata = MetadataStore.connect(config.cassandra())) {
            kafka.ensureTopics(List.of());
            objects.ensureBucket();
            // A generation was stored when its provenance says, not when its row is written again.
            var sidecars = new Sidecars(objects);
            var now = StoringTime.now();
            StoringTime first = outcome -> sidecars.storedAt(outcome).orElseGet(() -> now.of(outcome));
            var rows = new Rows(metadata.session());
            var store = new OutcomeStore(objects, rows, new FinishedLately(), first);
            return new Rebuild(kafka, store, rows, new BatchRows(metadata.session()), config.maxInFlight()).replay();
        }
    }

    private long replay() {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            replay(kafka.topics().outcomes().name(), records -> keepAll(records, workers));
        }
        replay(kafka.topics().amendments().name(), records -> all(kafka.topics().amendments(), records, rows::allAmended));
        replay(
                kafka.topics().batchStatus().name(),
                records -> all(kafka.topics().batchStatus(), records, batches::toldLast));
        LOG.atInfo().addKeyValue("outcomes", kept).log("The rows are rebuilt");
        return kept;
    }

    private void replay(String topic, Consumer<Iterable<ConsumerRecord<byte[], byte[]>>> records) {
        var overrides = Map.<String, Object>of("max.poll.records", atOnce);
        try (var consumer = kafka.consumer("artifact-sink-rebuild", overrides)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (!reached(consumer, ends)) {
                records.accept(consumer.poll(POLL).records(topic));
            }
        }
    }

    private static boolean reached(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void keepAll(Iterable<ConsumerRecord<byte[], byte[]>> records, ExecutorService workers) {
        Collection<CompletableFuture<Settled>> work = new ArrayList<>();
        for (var record : records) {
            read(kafka.topics().outcomes(), record)
                    .map(outcome -> CompletableFuture.supplyAsync(() -> store.keep(outcome), workers))
                    .ifPresent(work::add);
        }
        Stages.await(work);
        kept += work.size();
    }

    private static <V> void all(
            Topic<String, V> topic,
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            Function<List<V>, List<CompletableFuture<Void>>> write) {
        List<V> values = new ArrayList<>();
        for (var record : records) {
            read(topic, record).ifPresent(values::add);
        }
        Stages.await(write.apply(values));
    }

    /** What cannot be read was put aside when it first came. */
    private static <V> Optional<V> read(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(Reading.value(topic, record));
        } catch (SerializationException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("A record that cannot be read was passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
