package dev.atelier.ingest.imggo;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.imggo.Enveloped.ImgGoJob;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Generations as ImgGo shows its jobs. Blocks. Thread-safe. */
final class ImgGoJobs {
    private final Products products;

    ImgGoJobs(Products products) {
        this.products = requireNonNull(products);
    }

    ImgGoJob of(Generation generation) throws IOException {
        boolean failed = generation.status().isFinal() && generation.status() != Status.SUCCEEDED;
        return new ImgGoJob(
                generation.id(),
                word(generation.status()),
                manifest(generation),
                failed ? Optional.of(Unsuccessful.fault(generation).message()) : Optional.empty(),
                generation
                        .time("storedAt", "decidedAt")
                        .filter(_ -> generation.status().isFinal())
                        .map(end ->
                                Duration.between(generation.requestedAt(), end).toMillis()),
                generation.requestedAt());
    }

    /** What {@code generation} read off a picture: JSON where it is that, else its words. Empty where it has none, or none that are still kept. */
    Optional<JsonNode> manifest(Generation generation) throws IOException {
        if (generation.artifacts().isEmpty()) {
            return Optional.empty();
        }
        String type = generation.artifacts().getFirst().mediaType();
        if (!type.startsWith("application/json") && !type.startsWith("text/")) {
            return Optional.empty();
        }
        return products.textIfKept(generation)
                .map(text -> type.startsWith("text/") ? StringNode.valueOf(text) : Json.orText(text));
    }

    private static String word(Status status) {
        return switch (status) {
            case QUEUED -> "queued";
            case RUNNING, CANCELING -> "running";
            case SUCCEEDED -> "succeeded";
            case FAILED, CANCELED, EXPIRED, REJECTED -> "failed";
        };
    }
}
