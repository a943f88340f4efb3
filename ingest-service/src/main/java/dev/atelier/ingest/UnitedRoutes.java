package dev.atelier.ingest;

import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generate.GenerateRoutes;
import dev.atelier.ingest.generation.Amend;
import dev.atelier.ingest.generation.Regenerate;
import dev.atelier.ingest.goshen.GoshenKeyRoutes;
import dev.atelier.ingest.goshen.GoshenRoutes;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.ig.IgRoutes;
import dev.atelier.ingest.imggo.ImgGoRoutes;
import dev.atelier.ingest.keyring.KeyRing;
import dev.atelier.ingest.webhooks.WebhookDesk;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The paths of the systems that this one unites, on the use cases that the native API has. */
final class UnitedRoutes {
    private UnitedRoutes() {}

    /** What they need beside what the dialects have. */
    record More(Regenerate regenerate, Amend amend, KeyRing ring, WebhookDesk webhooks) {}

    static List<Route> routes(IngestConfig config, UseCases useCases, More more) {
        var bodies = new JsonBodies(config.maxBodyBytes());
        var large = new JsonBodies(config.dialects().maxBodyBytes());
        var imgGo = new ImgGoRoutes.UseCases(
                useCases.read(), more.webhooks().webhooks(), more.webhooks().deliveries(), useCases.products());
        return Stream.of(
                        new GenerateRoutes(useCases, large, InstantSource.system()).routes(),
                        new IgRoutes(useCases, more.regenerate(), more.amend(), large).routes(),
                        new GoshenRoutes(useCases, large).routes(),
                        new GoshenKeyRoutes(more.ring(), bodies).routes(),
                        new ImgGoRoutes(imgGo, bodies).routes())
                .flatMap(List::stream)
                .toList();
    }
}
