package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.CallbackRules;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.ingest.webhooks.Courier.Forms;
import dev.atelier.ingest.webhooks.Verdict.Judge;
import dev.atelier.ingest.webhooks.Webhooks.Rotation;
import dev.atelier.platform.http.OutboundHttp;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.secrets.RootSecret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;

/** All of webhooks, put together: what clients may do with them, and the delivery itself once it is started. */
public final class WebhookDesk implements AutoCloseable {
    private final Log log;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Announcements announcements;
    private final DeliveryTopic topic;
    private final LinesOnHand lines;
    private Optional<Deliverer> deliverer = Optional.empty();

    /**
     * The log, and what was read of it.
     *
     * @param endpoints  has read all there are
     * @param deliveries reads once somebody looks
     */
    public record Log(
            KafkaClients kafka, EventProducer producer, Admin admin, Endpoints endpoints, DeliveryLog deliveries) {}

    /** Where what posts tell of is read. */
    public record Sources(GenerationRows rows, Read read, ReadBatches batches) {}

    /**
     * How posts are made.
     *
     * @param secret  what all secrets are derived from
     * @param formats the forms that posts can have
     */
    public record Posting(WebhooksConfig config, OutboundHttp http, RootSecret secret, Formats formats) {}

    public WebhookDesk(Log log, Sources sources, Posting posting, Requests requests, InstantSource clock) {
        this.log = requireNonNull(log);
        var config = posting.config();
        var secrets = new WebhookSecrets(posting.secret());
        topic = DeliveryTopic.find(log.producer(), log.kafka().topics(), log.admin());
        webhooks = new Webhooks(
                log.endpoints(),
                new DefinitionTopic<>(
                        log.endpoints()::awaitEnd, log.kafka().topics().webhooks(), requests),
                new CallbackRules(posting.http()::vouchesFor),
                new Rotation(secrets, config.previousSecretFor(), clock));
        var courier = new Courier(
                posting.http().outlet(),
                config.timeout(),
                log.endpoints(),
                secrets,
                new Forms(new StoredSubjects(sources.rows(), sources.read(), sources.batches()), posting.formats()),
                clock);
        deliveries = new Deliveries(webhooks, log.deliveries(), topic, courier, requests, clock);
        announcements = new Announcements(log.endpoints(), clock);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        var judge = new Judge(new Schedule(config.schedule()), config.longestWait(), random);
        var postman = new Postman(
                courier, judge, topic, webhooks::disable, new LogReader(log.kafka(), topic.partitions())::read, clock);
        lines = new LinesOnHand(log.kafka().topics().webhookDeliveries().name(), config, postman);
    }

    /** The endpoints and their definition. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** What was posted to them. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Begins to deliver, as one of the instances that do. Called once, when links to this one work. */
    public void start() {
        deliverer = Optional.of(new Deliverer(log.kafka(), announcements, topic, lines));
    }

    /** Lets what is being posted end, for a while. */
    @Override
    public void close() {
        deliverer.ifPresent(Deliverer::close);
    }
}
