package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** The dialect of Replicate's clients: their base URL is {@code /replicate/v1} here. */
public final class ReplicateRoutes {
    /** How its errors look. */
    public static final Dialect DIALECT = new Dialect("/replicate/", ReplicateError::answer, ReplicateError.class);

    static final String BASE = "/replicate/v1";

    private final UseCases useCases;
    private final DialectsConfig config;

    public ReplicateRoutes(UseCases useCases, DialectsConfig config) {
        this.useCases = requireNonNull(useCases);
        this.config = requireNonNull(config);
    }

    /** Its routes. */
    public List<Route> routes() {
        var bodies = new JsonBodies(config.maxBodyBytes());
        var versions = new Versions(useCases.models());
        var predictions =
                new Predictions(useCases.products(), useCases.watching().links());
        return Stream.of(
                        new CreateRoutes(useCases, versions, predictions, bodies).routes(),
                        new PredictionRoutes(useCases, predictions).routes(),
                        new StreamRoutes(useCases, predictions).routes(),
                        new FileRoutes(useCases.storage(), useCases.products()).routes(),
                        new ModelRoutes(useCases).routes(),
                        new LookupRoutes().routes())
                .flatMap(List::stream)
                .toList();
    }
}
