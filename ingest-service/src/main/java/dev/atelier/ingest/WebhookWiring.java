package dev.atelier.ingest;

import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.fal.FalRoutes;
import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.imggo.ImgGoBody;
import dev.atelier.ingest.replicate.ReplicateRoutes;
import dev.atelier.ingest.store.BatchRows;
import dev.atelier.ingest.store.GenerationRows;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.v1.DeliveryRoutes;
import dev.atelier.ingest.v1.NativeBody;
import dev.atelier.ingest.v1.WebhookRoutes;
import dev.atelier.ingest.webhooks.BodySignature;
import dev.atelier.ingest.webhooks.FalKey;
import dev.atelier.ingest.webhooks.FalKeyRoutes;
import dev.atelier.ingest.webhooks.Format;
import dev.atelier.ingest.webhooks.Formats;
import dev.atelier.ingest.webhooks.Letter;
import dev.atelier.ingest.webhooks.StandardSignature;
import dev.atelier.ingest.webhooks.WebhookDesk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts webhooks together with the rest of the edge. */
final class WebhookWiring {
    private WebhookWiring() {}

    /** Everything behind them; the caller starts and closes it. */
    static WebhookDesk desk(IngestConfig config, Backends backends, OwnAddress own) {
        var clock = InstantSource.system();
        var rows = new GenerationRows(backends.metadata().session());
        var links = new FileLinks(config.secret(), config.fileLinksFor(), clock);
        var products = new Products(links, new Links(config.publicUrl()), backends.objects());
        var formats = new Formats(List.of(
                new Format(Format.NATIVE, new NativeBody(own, links), new StandardSignature()),
                new Format(ImgGoBody.FORMAT, new ImgGoBody(products), WebhookWiring::bothSignatures),
                ReplicateRoutes.webhooks(own, products, new EventLinks(config.secret(), EventLinks.USUAL, clock)),
                FalRoutes.webhooks(own, products, new FalKey(config.secret()))));
        return new WebhookDesk(
                new WebhookDesk.Log(
                        backends.kafka(),
                        backends.producer(),
                        backends.admin(),
                        backends.endpoints(),
                        backends.deliveryLog()),
                new WebhookDesk.Sources(
                        rows,
                        new Read(backends.live(), backends.tails().barrier(), rows),
                        new ReadBatches(
                                backends.batchView(),
                                backends.batchTails().barrier(),
                                new BatchRows(backends.metadata().session()),
                                clock)),
                new WebhookDesk.Posting(config.webhooks(), backends.outbound(), config.secret(), formats),
                new Requests(
                        backends.producer(),
                        backends.kafka().topics(),
                        config.acknowledgeWithin(),
                        backends.executor()),
                clock);
    }

    /** ImgGo's own and the standard one, so that whoever knows either can check who posts. */
    private static Map<String, String> bothSignatures(Letter letter) {
        Map<String, String> headers = new HashMap<>(new StandardSignature().headers(letter));
        headers.putAll(new BodySignature().headers(letter));
        return headers;
    }

    /** What clients may do with them. */
    static List<Route> routes(IngestConfig config, WebhookDesk webhooks) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new WebhookRoutes(webhooks.webhooks(), new JsonBodies(config.maxBodyBytes())).routes());
        routes.addAll(new DeliveryRoutes(webhooks.deliveries()).routes());
        routes.addAll(new FalKeyRoutes(new FalKey(config.secret())).routes());
        return routes;
    }
}
