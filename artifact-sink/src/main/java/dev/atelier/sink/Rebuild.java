package dev.atelier.sink;

import dev.atelier.event.GenerationOutcome;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.metadata.MetadataStore;
import dev.atelier.platform.objects.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of all outcomes there are, from the first to the last; for a keyspace that was lost. Announces nothing
 * and belongs to no group, so it may run beside a working sink. What ran or waited has no outcome yet: its row comes with
 * its next event. Called by the CLI.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaClients kafka;
    private final OutcomeStore store;
    private final int atOnce;
    private long kept;

    private Rebuild(KafkaClients kafka, OutcomeStore store, int atOnce) {
        this.kafka = kafka;
        this.store = store;
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
            var store = new OutcomeStore(objects, new Rows(metadata.session()), new FinishedLately(), first);
            return new Rebuild(kafka, store, config.maxInFlight()).replay();
        }
    }

    private long replay() {
        var overrides = Map.<String, Object>of("max.poll.records", atOnce);
        try (var consumer = kafka.consumer("artifact-sink-rebuild", overrides);
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            String topic = kafka.topics().outcomes().name();
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (!reached(consumer, ends)) {
                keepAll(consumer.poll(POLL).records(topic), workers);
            }
        }
        LOG.atInfo().addKeyValue("outcomes", kept).log("The rows are rebuilt");
        return kept;
    }

    private static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void keepAll(Iterable<ConsumerRecord<byte[], byte[]>> records, ExecutorService workers) {
        Collection<CompletableFuture<Settled>> work = new ArrayList<>();
        for (var record : records) {
            read(record)
                    .map(outcome -> CompletableFuture.supplyAsync(() -> store.keep(outcome), workers))
                    .ifPresent(work::add);
        }
        Stages.await(work);
        kept += work.size();
    }

    /** What cannot be read was put aside when it first came. */
    private Optional<GenerationOutcome> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(Reading.value(kafka.topics().outcomes(), record));
        } catch (SerializationException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("An outcome that cannot be read was passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
