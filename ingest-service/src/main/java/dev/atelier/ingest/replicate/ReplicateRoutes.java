package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.webhooks.Format;
import dev.atelier.ingest.webhooks.SigningSecret;
import dev.atelier.ingest.webhooks.StandardSignature;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The dialect of Replicate's clients: their base URL is {@code /replicate/v1} here. */
public final class ReplicateRoutes {
    /** How its errors look. */
    public static final Dialect DIALECT = new Dialect("/replicate/", ReplicateError::answer, ReplicateError.class);

    static final String BASE = "/replicate/v1";

    private final UseCases useCases;
    private final DialectsConfig config;
    private final Function<String, SigningSecret> secrets;

    /** {@code secrets} has, for each project, what signs the posts to the URLs that its requests name. */
    public ReplicateRoutes(UseCases useCases, DialectsConfig config, Function<String, SigningSecret> secrets) {
        this.useCases = requireNonNull(useCases);
        this.config = requireNonNull(config);
        this.secrets = requireNonNull(secrets);
    }

    /** How webhooks are posted that its predictions name. {@code address} is what links in them begin with. */
    public static Format webhooks(OwnAddress address, Products products, EventLinks events) {
        var body = new PredictionPost(address, new Predictions(products, events));
        return new Format(PredictionPost.FORMAT, body, new StandardSignature());
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
                        new LookupRoutes(secrets).routes())
                .flatMap(List::stream)
                .toList();
    }
}
