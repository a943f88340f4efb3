package dev.atelier.ingest.deadletters;

import dev.atelier.event.RedriveJob;
import dev.atelier.event.RedriveRecorded;
import dev.atelier.ingest.views.LazyView;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.schemas.EventJson;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;

/** All that an operator does with dead letters, on one instance. Opens nothing before it is used. Thread-safe. */
public final class DeadLetterDesk implements AutoCloseable {
    private final DeadLetterLog log;
    private final EventJson events;
    private final LazyView<RedriveRecorded> redrives;
    private final LazyView<RedriveJob> jobs;
    private final Redriver redriver;
    private final BulkRedrives bulk;

    /** {@code producer} is closed after this, by its owner. */
    public DeadLetterDesk(KafkaClients kafka, Admin admin, EventProducer producer, InstantSource clock) {
        var topics = kafka.topics();
        log = new DeadLetterLog(kafka);
        events = topics.serdes().json();
        redrives = new LazyView<>(kafka, topics.redrives());
        jobs = new LazyView<>(kafka, topics.redriveJobs());
        redriver = new Redriver(
                () -> RedriveTransactions.open(kafka),
                new Targets(topics, new PartitionCounts(admin)),
                Audit.of(redrives),
                clock);
        bulk = new BulkRedrives(new BulkRun.Tools(log, redriver, clock), topics, producer, jobs);
    }

    DeadLetterLog log() {
        return log;
    }

    EventJson events() {
        return events;
    }

    Redriver redriver() {
        return redriver;
    }

    BulkRedrives bulk() {
        return bulk;
    }

    @Override
    public void close() {
        // Who works goes before what is worked with.
        bulk.close();
        redriver.close();
        jobs.close();
        redrives.close();
    }
}
