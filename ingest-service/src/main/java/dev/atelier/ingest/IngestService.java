package dev.atelier.ingest;

import dev.atelier.event.ApiKeyUsed;
import dev.atelier.ingest.callbacks.CallbackRoutes;
import dev.atelier.ingest.callbacks.VendorSignatures;
import dev.atelier.ingest.catalogue.Accounts;
import dev.atelier.ingest.catalogue.Models;
import dev.atelier.ingest.catalogue.ProjectRules;
import dev.atelier.ingest.catalogue.Projects;
import dev.atelier.ingest.deadletters.DeadLetterRoutes;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Storage;
import dev.atelier.ingest.dialect.Watching;
import dev.atelier.ingest.docs.DocsRoutes;
import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.files.FileReplies;
import dev.atelier.ingest.files.FileRoutes;
import dev.atelier.ingest.files.ManifestFiles;
import dev.atelier.ingest.generation.Amend;
import dev.atelier.ingest.generation.Await;
import dev.atelier.ingest.generation.BatchPreparation;
import dev.atelier.ingest.generation.CallbackRules;
import dev.atelier.ingest.generation.Cancel;
import dev.atelier.ingest.generation.ChangeBatch;
import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.MoveToFront;
import dev.atelier.ingest.generation.OpenBound;
import dev.atelier.ingest.generation.OpenWork;
import dev.atelier.ingest.generation.Preparation;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.Regenerate;
import dev.atelier.ingest.generation.Replay;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.generation.Submit;
import dev.atelier.ingest.generation.SubmitBatch;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.HttpEdge;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.imggo.ImgGoRoutes;
import dev.atelier.ingest.keyring.KeyRing;
import dev.atelier.ingest.line.Names;
import dev.atelier.ingest.line.Pauses;
import dev.atelier.ingest.line.Purge;
import dev.atelier.ingest.line.Queue;
import dev.atelier.ingest.operations.MetricsRoutes;
import dev.atelier.ingest.operations.OperationRoutes;
import dev.atelier.ingest.operations.Readiness;
import dev.atelier.ingest.providers.CheckAccounts;
import dev.atelier.ingest.providers.Providers;
import dev.atelier.ingest.providers.Staffing;
import dev.atelier.ingest.store.BatchRows;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.streams.Follow;
import dev.atelier.ingest.tus.TusRoutes;
import dev.atelier.ingest.uploads.NamedFiles;
import dev.atelier.ingest.uploads.Sweeper;
import dev.atelier.ingest.uploads.UploadLinks;
import dev.atelier.ingest.uploads.Uploads;
import dev.atelier.ingest.v1.AccountRoutes;
import dev.atelier.ingest.v1.AmendRoutes;
import dev.atelier.ingest.v1.BatchRoutes;
import dev.atelier.ingest.v1.EventRoutes;
import dev.atelier.ingest.v1.GenerationRoutes;
import dev.atelier.ingest.v1.GenerationRoutes.UseCases;
import dev.atelier.ingest.v1.KeyRoutes;
import dev.atelier.ingest.v1.LinkedUploadRoutes;
import dev.atelier.ingest.v1.ModelRoutes;
import dev.atelier.ingest.v1.PauseRoutes;
import dev.atelier.ingest.v1.ProjectRoutes;
import dev.atelier.ingest.v1.ProviderRoutes;
import dev.atelier.ingest.v1.PurgeRoutes;
import dev.atelier.ingest.v1.ReplayRoutes;
import dev.atelier.ingest.v1.StyleRoutes;
import dev.atelier.ingest.v1.UploadRoutes;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.ingest.webhooks.WebhookDesk;
import dev.atelier.platform.callbacks.Callbacks;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge, running. Whoever starts it closes it: it then takes no new requests and lets those in progress finish. */
public final class IngestService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

    private final Backends backends;
    private final HttpEdge http;
    private final WebhookDesk webhooks;

    private IngestService(Backends backends, HttpEdge http, WebhookDesk webhooks) {
        this.backends = backends;
        this.http = http;
        this.webhooks = webhooks;
    }

    /** Starts it, and returns once it serves. Everything behind it must be up. */
    public static IngestService start(IngestConfig config) {
        var backends = Backends.open(config);
        try {
            var address = new HttpEdge.Address(config.host(), config.port(), config.closeWithin());
            var own = new OwnAddress(config.publicUrl(), config.host());
            var webhooks = WebhookWiring.desk(config, backends, own);
            var site = new HttpEdge.Site(routes(config, backends, webhooks), dialects(), backends.metrics());
            var http = HttpEdge.start(address, site, Doorway.authentication(config, backends));
            own.listening(http.port());
            webhooks.start();
            LOG.atInfo()
                    .addKeyValue("host", config.host())
                    .addKeyValue("port", http.port())
                    .log("Ingest is ready");
            return new IngestService(backends, http, webhooks);
        } catch (RuntimeException e) {
            backends.close();
            throw e;
        }
    }

    /** The port it listens at. */
    public int port() {
        return http.port();
    }

    private static List<Route> routes(IngestConfig config, Backends backends, WebhookDesk webhooks) {
        var rows = new GenerationRows(backends.metadata().session());
        var read = new Read(backends.live(), backends.tails().barrier(), rows);
        var bodies = new JsonBodies(config.maxBodyBytes());
        var requests = new Requests(
                backends.producer(), backends.kafka().topics(), config.acknowledgeWithin(), backends.executor());
        var clock = InstantSource.system();
        var uploads = new Uploads(backends.objects(), backends.metadata().session(), config.uploads(), clock);
        var uploadLinks = new UploadLinks(config.secret(), config.uploads(), config.fileLinksFor(), clock);
        var fileLinks = new FileLinks(config.secret(), config.fileLinksFor(), clock);
        var remote = uploads.remote(backends.outbound().outlet());
        var known = known(backends, new NamedFiles(uploads, remote, uploadLinks, fileLinks, read));
        var generations = useCases(backends, requests, rows, read, known);
        var batches = batches(backends, requests, known);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new GenerationRoutes(generations, bodies, new Links(config.publicUrl())).routes());
        var products = new Products(fileLinks, new Links(config.publicUrl()), backends.objects());
        var storage = new Storage(uploads, uploadLinks, new FileReplies(backends.objects()));
        var watching = new Watching(
                new Follow(backends.feed(), read, batches.read(), clock),
                new EventLinks(config.secret(), EventLinks.USUAL, clock));
        var shared = DialectRoutes.useCases(
                config, generations, known.models(), new DialectRoutes.Parts(products, storage, watching));
        routes.addAll(DialectRoutes.routes(config, shared));
        var amend = new Amend(read, requests, clock);
        var ring = ring(backends, requests);
        routes.addAll(new AmendRoutes(amend, bodies).routes());
        routes.addAll(EstimateWiring.routes(backends, known, generations, bodies));
        routes.addAll(UnitedRoutes.routes(
                config, shared, new UnitedRoutes.More(generations.regenerate(), amend, ring, webhooks)));
        routes.addAll(PatternWiring.routes(config, backends, requests, shared, batches.submit()));
        routes.addAll(lineRoutes(backends, known.models(), requests, bodies));
        routes.addAll(providerRoutes(backends, requests, bodies));
        routes.addAll(catalogueRoutes(backends, requests, bodies));
        routes.addAll(accessRoutes(backends, requests, ring, bodies));
        routes.addAll(config.callbacks()
                .callbacks()
                .map(callbacks -> callbackRoutes(config, callbacks, backends, requests))
                .orElse(List.of()));
        routes.addAll(WebhookWiring.routes(config, webhooks));
        routes.addAll(new StyleRoutes(backends.styles()).routes());
        routes.addAll(new BatchRoutes(batches, new JsonBodies(config.maxBatchBytes()), new Links(config.publicUrl()))
                .routes());
        routes.addAll(new ReplayRoutes(replay(known.models(), rows, batches), bodies, new Links(config.publicUrl()))
                .routes());
        routes.addAll(new DeadLetterRoutes(backends.deadLetters(), bodies).routes());
        routes.addAll(new FileRoutes(
                        read, new FileReplies(backends.objects()), new ManifestFiles(backends.objects()), fileLinks)
                .routes());
        routes.addAll(uploadRoutes(config, backends, new UploadRoutes.UseCases(uploads, remote, uploadLinks)));
        routes.addAll(
                new EventRoutes(watching.follow(), watching.links(), new Links(config.publicUrl()), clock).routes());
        routes.addAll(new DocsRoutes().routes());
        routes.addAll(new MetricsRoutes(backends.metrics()).routes());
        return new OperationRoutes(readiness(backends, rows), dialects()).with(routes);
    }

    private static Preparation.Known known(Backends backends, NamedFiles files) {
        return new Preparation.Known(
                models(backends),
                style -> backends.styles().get(style).isPresent(),
                files,
                new CallbackRules(backends.outbound()::vouchesFor));
    }

    private static List<Route> uploadRoutes(IngestConfig config, Backends backends, UploadRoutes.UseCases useCases) {
        var clock = InstantSource.system();
        var links = new Links(config.publicUrl());
        var replies = new FileReplies(backends.objects());
        // A data URI in JSON may be as large as a batch.
        var bodies = new JsonBodies(config.maxBatchBytes());
        backends.keep(new Sweeper(useCases.uploads(), clock));
        List<Route> routes = new ArrayList<>();
        routes.addAll(new UploadRoutes(useCases, bodies, links, replies, clock).routes());
        routes.addAll(new LinkedUploadRoutes(
                        new LinkedUploadRoutes.UseCases(useCases.uploads(), useCases.uploadLinks(), replies),
                        bodies,
                        links)
                .routes());
        routes.addAll(new TusRoutes(useCases.uploads(), useCases.uploadLinks(), links, clock).routes());
        return routes;
    }

    private static List<Dialect> dialects() {
        return Stream.of(DialectRoutes.DIALECTS, TusRoutes.dialects(), ImgGoRoutes.DIALECTS)
                .flatMap(List::stream)
                .toList();
    }

    private static BatchRoutes.UseCases batches(Backends backends, Requests requests, Preparation.Known known) {
        var clock = InstantSource.system();
        var view = backends.batchView();
        var rows = new BatchRows(backends.metadata().session());
        var read = new ReadBatches(view, backends.batchTails().barrier(), rows, clock);
        var preparation = new BatchPreparation(known, backends.objects(), clock);
        return new BatchRoutes.UseCases(
                new SubmitBatch(preparation, requests, view, read), read, new ChangeBatch(read, requests, view, clock));
    }

    private static List<Route> callbackRoutes(
            IngestConfig config, Callbacks callbacks, Backends backends, Requests requests) {
        var clock = InstantSource.system();
        return new CallbackRoutes(
                        callbacks,
                        new VendorSignatures(config.callbackSignatures(), callbacks, backends.outbound(), clock),
                        backends.kafka().topics().callbacks(),
                        requests,
                        clock)
                .routes();
    }

    private static Replay replay(ModelCatalogue models, GenerationRows rows, BatchRoutes.UseCases batches) {
        return new Replay(new ListGenerations(rows, InstantSource.system()), models, batches.submit(), batches.read());
    }

    private static List<Route> lineRoutes(
            Backends backends, ModelCatalogue models, Requests requests, JsonBodies bodies) {
        var clock = InstantSource.system();
        var topics = backends.kafka().topics();
        var names = new Names(backends.accounts(), backends.projects(), models);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new PauseRoutes(
                        new Pauses(
                                backends.pauses(),
                                new DefinitionTopic<>(backends.pauses()::awaitEnd, topics.pauses(), requests),
                                names,
                                clock),
                        bodies)
                .routes());
        routes.addAll(new PurgeRoutes(new Purge(topics.purges(), names, requests, clock), bodies).routes());
        return routes;
    }

    private static List<Route> catalogueRoutes(Backends backends, Requests requests, JsonBodies bodies) {
        var topics = backends.kafka().topics();
        var models = new Models(
                backends.models(),
                backends.accounts(),
                new DefinitionTopic<>(backends.models()::awaitEnd, topics.models(), requests));
        var accounts = new Accounts(
                backends.accounts(),
                backends.models(),
                backends.projects(),
                new DefinitionTopic<>(backends.accounts()::awaitEnd, topics.accounts(), requests));
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ModelRoutes(models, providers(backends), bodies).routes());
        routes.addAll(new AccountRoutes(accounts, bodies).routes());
        return routes;
    }

    /** Who may ask: projects, and their keys. */
    private static List<Route> accessRoutes(Backends backends, Requests requests, KeyRing ring, JsonBodies bodies) {
        var clock = InstantSource.system();
        var topics = backends.kafka().topics();
        var session = backends.metadata().session();
        var projects = new Projects(
                backends.projects(),
                new ProjectRules(
                        model -> backends.models().get(model).isPresent(),
                        provider -> backends.accounts().all().stream()
                                .anyMatch(account -> account.getProvider().equals(provider))),
                new Projects.Users(
                        backends.accounts(),
                        backends.keys(),
                        new OpenWork(new GenerationRows(session), new BatchRows(session), clock)::isIn),
                new DefinitionTopic<>(backends.projects()::awaitEnd, topics.projects(), requests));
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ProjectRoutes(projects, bodies).routes());
        routes.addAll(new KeyRoutes(ring, key -> backends.lastUses().get(key).map(ApiKeyUsed::getAt), bodies, clock)
                .routes());
        return routes;
    }

    /** There is one on each instance, so that two changes of a key come one after the other. */
    private static KeyRing ring(Backends backends, Requests requests) {
        return new KeyRing(
                backends.keys(),
                new DefinitionTopic<>(
                        backends.keys()::awaitEnd, backends.kafka().topics().apiKeys(), requests),
                new KeyRing.Named(backends.projects(), backends.models()),
                InstantSource.system(),
                new SecureRandom());
    }

    private static List<Route> providerRoutes(Backends backends, Requests requests, JsonBodies bodies) {
        var clock = InstantSource.system();
        var providers = providers(backends);
        var checks = new CheckAccounts(
                providers, backends.workers(), backends.kafka().topics().accountChecks(), requests, clock);
        return new ProviderRoutes(providers, checks, bodies, clock).routes();
    }

    private static Providers providers(Backends backends) {
        return new Providers(
                new Providers.Views(
                        backends.accounts(),
                        backends.health(),
                        backends.lines(),
                        backends.pauses(),
                        backends.workers()),
                InstantSource.system());
    }

    private static ModelCatalogue models(Backends backends) {
        var providers = providers(backends);
        return new ModelCatalogue(
                backends.models(),
                backends.projects(),
                model -> providers.staffing(model) instanceof Staffing.Keyless(var variable)
                        ? Optional.of(variable)
                        : Optional.empty());
    }

    private static UseCases useCases(
            Backends backends, Requests requests, GenerationRows rows, Read read, Preparation.Known known) {
        var clock = InstantSource.system();
        var models = known.models();
        var preparation = new Preparation(known, backends.objects(), read, clock);
        var submit = new Submit(
                preparation, requests, backends.live(), read, new Submit.OfProjects(models, openBound(backends)));
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

    static OpenBound openBound(Backends backends) {
        return new OpenBound(backends.projects()::get, backends.lines()::all);
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
        try (backends;
                webhooks) {
            // Streams are requests in progress that would go on.
            backends.feed().close();
            http.close();
        }
        LOG.atInfo().log("Ingest is closed");
    }
}
