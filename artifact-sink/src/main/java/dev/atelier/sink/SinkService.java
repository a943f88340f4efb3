package dev.atelier.sink;

import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.metadata.MetadataStore;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.sink.RowLoop.Told;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sink: keeps what generations made and became, then announces it on {@code results}. Started by {@link Main}
 * and by {@code atelier up}. Thread-safe.
 */
public final class SinkService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
    /** How dead letters name this service. */
    static final String SERVICE = "artifact-sink";

    private final Closing closing;
    private final Health health;

    private SinkService(Closing closing, Health health) {
        this.closing = closing;
        this.health = health;
    }

    /** Connects to Kafka and both stores, makes what is missing there, and begins. */
    public static SinkService start(SinkConfig config) {
        var closing = new Closing();
        try {
            var health = new Health();
            begin(config, health, closing);
            LOG.atInfo().addKeyValue("instance", config.identity()).log("The sink runs");
            return new SinkService(closing, health);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static void begin(SinkConfig config, Health health, Closing closing) {
        var kafka = closing.add(new KafkaClients(config.kafka()));
        kafka.ensureTopics(List.of());
        var objects = closing.add(new ObjectStore(config.objects()));
        objects.ensureBucket();
        var session = closing.add(MetadataStore.connect(config.cassandra())).session();
        var rows = new Rows(session);
        var batches = new BatchRows(session);
        var patience = new Patience(health);
        var finished = new FinishedLately();
        var store = new OutcomeStore(objects, rows, finished, StoringTime.now());
        var settler = new Settler(kafka.topics(), store::keep, patience);
        var deadLetters = new DeadLetters(closing.add(kafka.producer(config.identity() + "-dead-letters")), SERVICE);
        var batchesTold = new Told<>("batches", kafka.topics().batchStatus(), batches::toldLast);
        var amended = new Told<>("amendments", kafka.topics().amendments(), rows::allAmended);

        closing.add(new Supervisor("sink-outcomes", config, () -> new OutcomeLoop(kafka, config, settler::settle)));
        closing.add(new Supervisor(
                "sink-events", config, () -> new EventLoop(kafka, config, rows, finished, patience, deadLetters)));
        closing.add(new Supervisor(
                "sink-batches", config, () -> new RowLoop<>(kafka, config, batchesTold, patience, deadLetters)));
        closing.add(new Supervisor(
                "sink-amendments", config, () -> new RowLoop<>(kafka, config, amended, patience, deadLetters)));
    }

    /** Whether both stores take what they are given; while they do not, outcomes wait and nothing is lost. */
    public boolean healthy() {
        return health.isGood();
    }

    /** Announces what is in flight, as far as the grace allows, and lets go of everything. The rest is done on restart. */
    @Override
    public void close() {
        closing.close();
        LOG.atInfo().log("The sink has stopped");
    }
}
