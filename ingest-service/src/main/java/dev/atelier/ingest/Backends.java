package dev.atelier.ingest;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.ApiKeyUsed;
import dev.atelier.event.LineReported;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.ingest.bootstrap.Bootstrap;
import dev.atelier.ingest.deadletters.DeadLetterDesk;
import dev.atelier.ingest.feed.Feed;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.keys.KeyUses;
import dev.atelier.ingest.live.BatchTails;
import dev.atelier.ingest.live.BatchView;
import dev.atelier.ingest.live.LiveTails;
import dev.atelier.ingest.live.LiveView;
import dev.atelier.ingest.live.Places;
import dev.atelier.ingest.operations.Metrics;
import dev.atelier.ingest.pattern.KnownPatterns;
import dev.atelier.ingest.views.LazyView;
import dev.atelier.ingest.webhooks.DeliveryLog;
import dev.atelier.ingest.webhooks.Endpoints;
import dev.atelier.platform.catalogue.Definitions;
import dev.atelier.platform.http.OutboundHttp;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.platform.metadata.MetadataStore;
import dev.atelier.platform.objects.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Everything behind the edge: opened together, caught up before it is handed out, closed in reverse order. */
final class Backends implements AutoCloseable {
    private static final Duration CATCHING_UP = Duration.ofMinutes(1);
    private static final Duration VIEWS = Duration.ofSeconds(1);

    private final Opened opened;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ObjectStore objects;
    private final MetadataStore metadata;
    private final KafkaClients kafka;
    private final Admin admin;
    private final EventProducer producer;
    private final OutboundHttp outbound;
    private final TableView<ProjectDefined> projects;
    private final TableView<ModelDefined> models;
    private final TableView<StyleDefined> styles;
    private final TableView<AccountDefined> accounts;
    private final TableView<PauseDefined> pauses;
    private final ApiKeys keys;
    private final KeyUses keyUses;
    private final LazyView<ApiKeyUsed> lastUses;
    private final TableView<LineReported> lines;
    private final Metrics metrics;
    private final LazyView<AccountHealth> health;
    private final TableView<WorkerAnnounced> workers;
    private final LiveView live;
    private final Places places;
    private final Feed feed;
    private final LiveTails tails;
    private final BatchView batchView = new BatchView();
    private final BatchTails batchTails;
    private final DeadLetterDesk deadLetters;
    private final KnownPatterns patterns;
    private final Endpoints endpoints;
    private final DeliveryLog deliveryLog;

    private Backends(IngestConfig config, Opened opened) {
        this.opened = opened;
        opened.keep(executor::shutdownNow);
        // The stores are reached while the log is read.
        var connected =
                CompletableFuture.supplyAsync(() -> opened.keep(MetadataStore.connect(config.cassandra())), executor);
        var reached = CompletableFuture.supplyAsync(() -> objects(config, opened), executor);
        kafka = opened.keep(new KafkaClients(config.kafka()));
        kafka.ensureTopics(List.of());
        admin = opened.keep(kafka.admin());
        producer = opened.keep(kafka.producer("ingest"));
        outbound = opened.keep(new OutboundHttp(config.outbound()));
        var topics = kafka.topics();
        projects = opened.keep(new TableView<>(kafka, topics.projects()));
        models = opened.keep(new TableView<>(kafka, topics.models()));
        styles = opened.keep(new TableView<>(kafka, topics.styles()));
        accounts = opened.keep(new TableView<>(kafka, topics.accounts()));
        pauses = opened.keep(new TableView<>(kafka, topics.pauses()));
        lines = opened.keep(new TableView<>(kafka, topics.lines()));
        metrics = opened.keep(new Metrics(lines::all));
        health = opened.keep(new LazyView<>(kafka, topics.accountHealth()));
        // Nobody waits for it: until it is read, a request waits in line like one for a worker that is on its way.
        workers = opened.keep(new TableView<>(kafka, topics.workers()));
        patterns = opened.keep(new KnownPatterns(kafka));
        endpoints = opened.keep(new Endpoints(kafka));
        deliveryLog = opened.keep(new DeliveryLog(kafka));
        keys = opened.keep(ApiKeys.following(kafka, InstantSource.system()));
        keyUses = new KeyUses(
                use -> producer.send(topics.apiKeyUses(), use.getKeyId(), use).join(),
                executor,
                InstantSource.system());
        lastUses = opened.keep(new LazyView<>(kafka, topics.apiKeyUses()));
        live = new LiveView(config.liveGenerations());
        places = new Places(config.liveGenerations());
        Instant since = Instant.now().minus(config.lookBack());
        feed = opened.keep(new Feed(kafka));
        tails = opened.keep(new LiveTails(kafka, new LiveTails.Views(live, places, feed), since, executor));
        batchTails = opened.keep(new BatchTails(kafka, batchView, feed, since, executor));
        deadLetters = opened.keep(new DeadLetterDesk(kafka, admin, producer, InstantSource.system()));
        objects = reached.join();
        metadata = connected.join();
    }

    private static ObjectStore objects(IngestConfig config, Opened opened) {
        var objects = opened.keep(new ObjectStore(config.objects()));
        objects.ensureBucket();
        return objects;
    }

    /** Opens all of it, defines what a first request needs, and returns once the views hold what is on the log. */
    static Backends open(IngestConfig config) {
        var opened = new Opened();
        try {
            var backends = new Backends(config, opened);
            backends.awaitConfig();
            new Bootstrap(backends.kafka.topics(), backends.producer, InstantSource.system())
                    .run(
                            backends.known(),
                            config.vendorModels() ? Definitions.ofVendors() : Definitions.NONE,
                            config.bootstrapKey());
            backends.awaitConfig();
            backends.tails.awaitCaughtUp(CATCHING_UP);
            backends.batchTails.awaitCaughtUp(CATCHING_UP);
            return backends;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            opened.close();
            throw new IllegalStateException("interrupted while the log was read", e);
        } catch (TimeoutException e) {
            opened.close();
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    private Bootstrap.Known known() {
        return new Bootstrap.Known(projects, models, styles, accounts, keys);
    }

    private void awaitConfig() throws InterruptedException, TimeoutException {
        projects.awaitEnd(CATCHING_UP);
        models.awaitEnd(CATCHING_UP);
        styles.awaitEnd(CATCHING_UP);
        accounts.awaitEnd(CATCHING_UP);
        pauses.awaitEnd(CATCHING_UP);
        keys.awaitEnd(CATCHING_UP);
        patterns.awaitEnd(CATCHING_UP);
        endpoints.awaitEnd(CATCHING_UP);
    }

    /** Returns when the views follow the log, throws when they have fallen behind. */
    void checkViews() throws InterruptedException, TimeoutException {
        if (!tails.barrier().pass(VIEWS) || !batchTails.barrier().pass(VIEWS)) {
            throw new TimeoutException("the views are behind the log");
        }
    }

    ExecutorService executor() {
        return executor;
    }

    ObjectStore objects() {
        return objects;
    }

    MetadataStore metadata() {
        return metadata;
    }

    KafkaClients kafka() {
        return kafka;
    }

    Admin admin() {
        return admin;
    }

    EventProducer producer() {
        return producer;
    }

    OutboundHttp outbound() {
        return outbound;
    }

    /** Keeps {@code resource} for closing with the rest. */
    void keep(AutoCloseable resource) {
        var _ = opened.keep(resource);
    }

    TableView<ProjectDefined> projects() {
        return projects;
    }

    TableView<ModelDefined> models() {
        return models;
    }

    TableView<StyleDefined> styles() {
        return styles;
    }

    TableView<AccountDefined> accounts() {
        return accounts;
    }

    TableView<PauseDefined> pauses() {
        return pauses;
    }

    LazyView<AccountHealth> health() {
        return health;
    }

    TableView<WorkerAnnounced> workers() {
        return workers;
    }

    ApiKeys keys() {
        return keys;
    }

    KeyUses keyUses() {
        return keyUses;
    }

    LazyView<ApiKeyUsed> lastUses() {
        return lastUses;
    }

    LiveView live() {
        return live;
    }

    DeadLetterDesk deadLetters() {
        return deadLetters;
    }

    KnownPatterns patterns() {
        return patterns;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    DeliveryLog deliveryLog() {
        return deliveryLog;
    }

    Metrics metrics() {
        return metrics;
    }

    TableView<LineReported> lines() {
        return lines;
    }

    Places places() {
        return places;
    }

    Feed feed() {
        return feed;
    }

    LiveTails tails() {
        return tails;
    }

    BatchView batchView() {
        return batchView;
    }

    BatchTails batchTails() {
        return batchTails;
    }

    @Override
    public void close() {
        opened.close();
    }
}
