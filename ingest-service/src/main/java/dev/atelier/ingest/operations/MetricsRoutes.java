package dev.atelier.ingest.operations;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** {@code /metrics}, for Prometheus, which shows an admin's key as a bearer token: the names of accounts are among them. */
public final class MetricsRoutes {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = requireNonNull(metrics);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.GET,
                "/metrics",
                "getMetrics",
                "What this instance measures, as Prometheus reads it.",
                Access.ADMIN,
                List.of(),
                Optional.empty(),
                List.of(Answer.of(200, "Its numbers now.", "text/plain")),
                this::scrape));
    }

    private void scrape(Context context) {
        context.status(200)
                .contentType(TEXT)
                .header("Cache-Control", "no-store")
                .result(metrics.scrape(TEXT));
    }
}
