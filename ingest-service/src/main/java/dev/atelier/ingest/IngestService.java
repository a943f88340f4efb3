package dev.atelier.ingest;

import dev.atelier.ingest.callbacks.CallbackRoutes;
import dev.atelier.ingest.catalogue.Accounts;
import dev.atelier.ingest.catalogue.Definitions;
import dev.atelier.ingest.catalogue.Models;
import dev.atelier.ingest.deadletters.DeadLetterRoutes;
import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.files.FileRoutes;
import dev.atelier.ingest.generation.Await;
import dev.atelier.ingest.generation.BatchPreparation;
import dev.atelier.ingest.generation.Cancel;
import dev.atelier.ingest.generation.ChangeBatch;
import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.MoveToFront;
import dev.atelier.ingest.generation.Preparation;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.Regenerate;
import dev.atelier.ingest.generation.Replay;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.generation.Submit;
import dev.atelier.ingest.generation.SubmitBatch;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.HttpEdge;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.line.Names;
import dev.atelier.ingest.line.Pauses;
import dev.atelier.ingest.line.Purge;
import dev.atelier.ingest.line.Queue;
import dev.atelier.ingest.operations.OperationRoutes;
import dev.atelier.ingest.operations.Readiness;
import dev.atelier.ingest.providers.CheckAccounts;
import dev.atelier.ingest.providers.Providers;
import dev.atelier.ingest.store.BatchRows;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.streams.Follow;
import dev.atelier.ingest.v1.AccountRoutes;
import dev.atelier.ingest.v1.BatchRoutes;
import dev.atelier.ingest.v1.EventRoutes;
import dev.atelier.ingest.v1.GenerationRoutes;
import dev.atelier.ingest.v1.GenerationRoutes.UseCases;
import dev.atelier.ingest.v1.ModelRoutes;
import dev.atelier.ingest.v1.PauseRoutes;
import dev.atelier.ingest.v1.ProviderRoutes;
import dev.atelier.ingest.v1.PurgeRoutes;
import dev.atelier.ingest.v1.ReplayRoutes;
import dev.atelier.ingest.v1.StyleRoutes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge, running. Whoever starts it closes it: it then takes no new requests and lets those in progress finish. */
public final class IngestService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

    private final Backends backends;
    private final HttpEdge http;

    private IngestService(Backends backends, HttpEdge http) {
        this.backends = backends;
        this.http = http;
    }

    /** Starts it, and returns once it serves. Everything behind it must be up. */
    public static IngestService start(IngestConfig config) {
        var backends = Backends.open(config);
        try {
            var address = new HttpEdge.Address(config.host(), config.port(), config.closeWithin());
            var site = new HttpEdge.Site(routes(config, backends), List.of());
            var http = HttpEdge.start(address, site, new Authentication(backends.keys()));
            LOG.atInfo()
                    .addKeyValue("host", config.host())
                    .addKeyValue("port", http.port())
                    .log("Ingest is ready");
            return new IngestService(backends, http);
        } catch (RuntimeException e) {
            backends.close();
            throw e;
        }
    }

    /** The port it listens at. */
    public int port() {
        return http.port();
    }

    private static List<Route> routes(IngestConfig config, Backends backends) {
        var rows = new GenerationRows(backends.metadata().session());
        var read = new Read(backends.live(), backends.tails().barrier(), rows);
        var bodies = new JsonBodies(config.maxBodyBytes());
        var requests = new Requests(
                backends.producer(), backends.kafka().topics(), config.acknowledgeWithin(), backends.executor());
        var batches = batches(backends, requests);
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new GenerationRoutes(useCases(backends, requests, rows, read), bodies, new Links(config.publicUrl()))
                        .routes());
        routes.addAll(lineRoutes(backends, requests, bodies));
        routes.addAll(providerRoutes(backends, requests, bodies));
        routes.addAll(catalogueRoutes(backends, requests, bodies));
        routes.addAll(new CallbackRoutes(
                        config.callbacks().callbacks(),
                        backends.kafka().topics().callbacks(),
                        requests,
                        InstantSource.system())
                .routes());
        routes.addAll(new StyleRoutes(backends.styles()).routes());
        routes.addAll(new BatchRoutes(batches, new JsonBodies(config.maxBatchBytes()), new Links(config.publicUrl()))
                .routes());
        routes.addAll(
                new ReplayRoutes(replay(backends, rows, batches), bodies, new Links(config.publicUrl())).routes());
        routes.addAll(new DeadLetterRoutes(backends.deadLetters(), bodies).routes());
        routes.addAll(new FileRoutes(
                        read,
                        backends.objects(),
                        new FileLinks(config.secret(), config.fileLinksFor(), InstantSource.system()))
                .routes());
        routes.addAll(eventRoutes(config, backends, read, batches.read()));
        return new OperationRoutes(readiness(backends, rows)).with(routes);
    }

    private static BatchRoutes.UseCases batches(Backends backends, Requests requests) {
        var clock = InstantSource.system();
        var view = backends.batchView();
        var rows = new BatchRows(backends.metadata().session());
        var read = new ReadBatches(view, backends.batchTails().barrier(), rows, clock);
        var models = new ModelCatalogue(backends.models(), backends.projects());
        var preparation = new BatchPreparation(
                models, style -> backends.styles().get(style).isPresent(), backends.objects(), clock);
        return new BatchRoutes.UseCases(
                new SubmitBatch(preparation, requests, view, read), read, new ChangeBatch(read, requests, view, clock));
    }

    private static Replay replay(Backends backends, GenerationRows rows, BatchRoutes.UseCases batches) {
        return new Replay(
                new ListGenerations(rows, InstantSource.system()),
                new ModelCatalogue(backends.models(), backends.projects()),
                batches.submit(),
                batches.read());
    }

    private static List<Route> eventRoutes(IngestConfig config, Backends backends, Read read, ReadBatches readBatches) {
        var clock = InstantSource.system();
        return new EventRoutes(
                        new Follow(backends.feed(), read, readBatches, clock),
                        new EventLinks(config.secret(), EventLinks.USUAL, clock),
                        new Links(config.publicUrl()),
                        clock)
                .routes();
    }

    private static List<Route> lineRoutes(Backends backends, Requests requests, JsonBodies bodies) {
        var clock = InstantSource.system();
        var topics = backends.kafka().topics();
        var names = new Names(
                backends.accounts(), backends.projects(), new ModelCatalogue(backends.models(), backends.projects()));
        List<Route> routes = new ArrayList<>();
        routes.addAll(new PauseRoutes(new Pauses(backends.pauses(), topics.pauses(), names, requests, clock), bodies)
                .routes());
        routes.addAll(new PurgeRoutes(new Purge(topics.purges(), names, requests, clock), bodies).routes());
        return routes;
    }

    private static List<Route> catalogueRoutes(Backends backends, Requests requests, JsonBodies bodies) {
        var topics = backends.kafka().topics();
        var models = new Models(
                backends.models(),
                backends.accounts(),
                new Definitions<>(backends.models(), topics.models(), requests));
        var accounts = new Accounts(
                backends.accounts(),
                backends.models(),
                backends.projects(),
                new Definitions<>(backends.accounts(), topics.accounts(), requests));
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ModelRoutes(models, bodies).routes());
        routes.addAll(new AccountRoutes(accounts, bodies).routes());
        return routes;
    }

    private static List<Route> providerRoutes(Backends backends, Requests requests, JsonBodies bodies) {
        var clock = InstantSource.system();
        var providers = new Providers(
                new Providers.Views(
                        backends.accounts(),
                        backends.health(),
                        backends.lines(),
                        backends.pauses(),
                        backends.workers()),
                clock);
        var checks = new CheckAccounts(
                providers, backends.workers(), backends.kafka().topics().accountChecks(), requests, clock);
        return new ProviderRoutes(providers, checks, bodies, clock).routes();
    }

    private static UseCases useCases(Backends backends, Requests requests, GenerationRows rows, Read read) {
        var clock = InstantSource.system();
        var models = new ModelCatalogue(backends.models(), backends.projects());
        var preparation = new Preparation(
                models, style -> backends.styles().get(style).isPresent(), backends.objects(), read, clock);
        var submit = new Submit(preparation, requests, backends.live(), read, models);
        return new UseCases(
                submit,
                new Regenerate(read, submit, models),
                new Cancel(read, requests, backends.live(), clock),
                new MoveToFront(read, backends.kafka().topics().moves(), requests, clock),
                read,
                new Queue(
                        backends.places(),
                        backends.lines()::get,
                        key -> backends.pauses().get(key).isPresent(),
                        clock),
                new Await(backends.live(), read),
                new ListGenerations(rows, clock));
    }

    private static Readiness readiness(Backends backends, GenerationRows rows) {
        return new Readiness(
                Map.of(
                        "kafka",
                        () -> backends.admin().describeCluster().clusterId().get(),
                        "views",
                        backends::checkViews,
                        "cassandra",
                        rows::ping,
                        "objects",
                        () -> backends.objects().find("ready")),
                backends.executor(),
                InstantSource.system());
    }

    @Override
    public void close() {
        try (backends) {
            // Streams are requests in progress that would go on.
            backends.feed().close();
            http.close();
        }
        LOG.atInfo().log("Ingest is closed");
    }
}
