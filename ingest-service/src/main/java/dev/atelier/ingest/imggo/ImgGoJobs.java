package dev.atelier.ingest.imggo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternReference;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.imggo.Enveloped.ImgGoJob;
import dev.atelier.ingest.manifest.Layout;
import dev.atelier.ingest.manifest.ManifestException;
import dev.atelier.ingest.manifest.ManifestFormat;
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
        return new ImgGoJob(
                generation.id(),
                word(generation.status()),
                manifest(generation),
                patternId(generation),
                generation.wanted().pattern().map(PatternReference::getVersion),
                generation.wanted().pattern().map(PatternReference::getFormat),
                error(generation),
                generation
                        .time("storedAt", "decidedAt")
                        .filter(_ -> generation.status().isFinal())
                        .map(end ->
                                Duration.between(generation.requestedAt(), end).toMillis()),
                generation.requestedAt());
    }

    /** The pattern that {@code generation} was asked for by. */
    Optional<String> patternId(Generation generation) {
        return generation.wanted().pattern().map(PatternReference::getPatternId);
    }

    /** Why {@code generation} failed, if it did. */
    Optional<String> error(Generation generation) {
        boolean failed = generation.status().isFinal() && generation.status() != Status.SUCCEEDED;
        return failed ? Optional.of(Unsuccessful.fault(generation).message()) : Optional.empty();
    }

    /**
     * What {@code generation} read off a picture, in the format of its pattern: JSON as it is, any other as its text. Without
     * a pattern: JSON where it is that, else its words. Empty where it has none, none that are still kept, or none that can be
     * shown so: a file may be had all the same.
     */
    Optional<JsonNode> manifest(Generation generation) throws IOException {
        if (generation.artifacts().isEmpty()) {
            return Optional.empty();
        }
        String type = generation.artifacts().getFirst().mediaType();
        if (!type.startsWith("application/json") && !type.startsWith("text/")) {
            return Optional.empty();
        }
        return products.textIfKept(generation)
                .flatMap(text -> type.startsWith("text/")
                        ? Optional.of(StringNode.valueOf(text))
                        : shown(generation, Json.orText(text)));
    }

    private static Optional<JsonNode> shown(Generation generation, JsonNode manifest) {
        ManifestFormat format = generation
                .wanted()
                .pattern()
                .flatMap(pattern -> ManifestFormat.of(pattern.getFormat()))
                .orElse(ManifestFormat.JSON);
        if (format == ManifestFormat.JSON) {
            return Optional.of(manifest);
        }
        try {
            return Optional.of(
                    StringNode.valueOf(new String(Layout.of(generation).render(format, manifest), UTF_8)));
        } catch (ManifestException _) {
            // It is too large or too deep for the format; that the job succeeded is to be told in any case.
            return Optional.empty();
        }
    }

    /** How ImgGo says it. */
    static String word(Status status) {
        return switch (status) {
            case QUEUED -> "queued";
            case RUNNING, CANCELING -> "running";
            case SUCCEEDED -> "succeeded";
            case FAILED, CANCELED, EXPIRED, REJECTED -> "failed";
        };
    }
}
