package dev.atelier.ingest;

import dev.atelier.ingest.estimate.Estimator;
import dev.atelier.ingest.estimate.Spending;
import dev.atelier.ingest.generation.Preparation;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.v1.EstimateRoutes;
import dev.atelier.ingest.v1.GenerationRoutes;
import dev.atelier.platform.catalogue.KnownAccounts;
import dev.atelier.platform.catalogue.Router;
import java.time.InstantSource;
import java.util.List;

/** Puts estimates together with the rest of the edge. */
final class EstimateWiring {
    private EstimateWiring() {}

    static List<Route> routes(
            Backends backends, Preparation.Known known, GenerationRoutes.UseCases generations, JsonBodies bodies) {
        var clock = InstantSource.system();
        var spending = new Spending(backends.kafka(), clock);
        backends.keep(spending);
        var router = new Router(new KnownAccounts(backends.accounts()::get, backends.health()::get, clock));
        var estimator = new Estimator(
                new Preparation(known, backends.objects(), generations.read(), clock),
                new Estimator.Gates(known.models(), IngestService.openBound(backends), router, generations.queue()),
                new Estimator.Config(backends.projects()::get, backends.keys()::get, backends.styles()::get, spending));
        return new EstimateRoutes(estimator, bodies).routes();
    }
}
