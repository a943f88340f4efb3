package dev.atelier.ingest;

import dev.atelier.event.PatternRecord;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.generation.SubmitBatch;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.imggo.IngestRoutes;
import dev.atelier.ingest.imggo.PatternRoutes;
import dev.atelier.ingest.pattern.ExtractionModels;
import dev.atelier.ingest.pattern.Ingest;
import dev.atelier.ingest.pattern.PatternRules;
import dev.atelier.ingest.pattern.Patterns;
import dev.atelier.ingest.views.DefinitionTopic;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Puts patterns together with the rest of the edge. */
final class PatternWiring {
    private PatternWiring() {}

    static List<Route> routes(
            IngestConfig config, Backends backends, Requests requests, UseCases useCases, SubmitBatch batches) {
        var known = backends.patterns();
        var models = new ExtractionModels(useCases.models());
        var topic =
                new DefinitionTopic<>(known::awaitEnd, backends.kafka().topics().patterns(), requests);
        var patterns = new Patterns(known, saying(topic), new PatternRules(models), InstantSource.system());
        var ingest = new Ingest(patterns, models, useCases.submit(), batches, useCases.read());
        return Stream.of(
                        new PatternRoutes(patterns, new JsonBodies(config.maxBodyBytes())).routes(),
                        // Pictures may ride in these.
                        new IngestRoutes(ingest, new JsonBodies(config.maxBatchBytes())).routes())
                .flatMap(List::stream)
                .toList();
    }

    private static Patterns.Saying saying(DefinitionTopic<PatternRecord> topic) {
        return new Patterns.Saying() {
            @Override
            public void put(String key, PatternRecord record) throws InterruptedException {
                topic.put(key, record);
            }

            @Override
            public void forget(String key) throws InterruptedException {
                topic.forget(key);
            }
        };
    }
}
