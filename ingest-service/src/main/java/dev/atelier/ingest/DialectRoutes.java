package dev.atelier.ingest;

import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Storage;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.dialect.Waiting;
import dev.atelier.ingest.dialect.Watching;
import dev.atelier.ingest.fal.FalRoutes;
import dev.atelier.ingest.generate.GenerateRoutes;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.keys.Passes;
import dev.atelier.ingest.openai.OpenAiRoutes;
import dev.atelier.ingest.replicate.ReplicateRoutes;
import dev.atelier.ingest.v1.GenerationRoutes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The dialects of official clients, on the use cases that the native API has. */
final class DialectRoutes {
    /** How their errors look. */
    static final List<Dialect> DIALECTS = List.of(OpenAiRoutes.DIALECT, ReplicateRoutes.DIALECT, FalRoutes.DIALECT);

    private DialectRoutes() {}

    /** What the use cases are spoken of with: what was made, what clients bring, and what happens meanwhile. */
    record Parts(Products products, Storage storage, Watching watching) {}

    static List<Route> routes(
            IngestConfig config, GenerationRoutes.UseCases generations, ModelCatalogue models, Parts parts) {
        var useCases = new UseCases(
                generations.submit(),
                generations.read(),
                generations.cancel(),
                generations.queue(),
                generations.list(),
                models,
                new Waiting(generations.await()::finished, generations.cancel()::cancel, config.dialects()),
                parts.products(),
                parts.storage(),
                parts.watching());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new OpenAiRoutes(useCases, config.dialects()).routes());
        routes.addAll(new ReplicateRoutes(useCases, config.dialects()).routes());
        routes.addAll(new FalRoutes(useCases, new Passes(config.secret(), InstantSource.system()), config.dialects())
                .routes());
        routes.addAll(
                new GenerateRoutes(useCases, new JsonBodies(config.dialects().maxBodyBytes()), InstantSource.system())
                        .routes());
        return routes;
    }
}
