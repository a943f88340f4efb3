package dev.atelier.ingest.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.files.FileTypes;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import java.time.Duration;
import java.time.Instant;

/** What {@code POST /generate} answers. */
record GenerateReply(
        @JsonProperty(required = true) boolean success,

        @JsonProperty(value = "image_url", required = true) @JsonPropertyDescription("A link that needs no key.")
        String imageUrl,

        @JsonProperty(value = "r2_path", required = true)
        @JsonPropertyDescription("Where it lies for whoever has a key.")
        String path,

        @JsonProperty(required = true) PictureMetadata metadata,
        @JsonProperty(value = "request_id", required = true) String requestId,
        @JsonProperty(required = true) Instant timestamp) {
    /** What is to be known of the picture. */
    record PictureMetadata(
            String provider,
            String model,
            String dimensions,
            String format,
            @JsonProperty("generation_time_ms") long generationTimeMs) {}

    /** {@code generation}, which succeeded, with {@code link} to its first picture. */
    static GenerateReply of(Generation generation, String link, String requestId, Instant now) {
        Artifact artifact = generation.artifacts().getFirst();
        String format = FileTypes.extension(artifact.mediaType());
        return new GenerateReply(
                true,
                link,
                "generations/%s/file.%s".formatted(generation.id(), format),
                new PictureMetadata(
                        generation.provider().orElse("unknown"),
                        generation.wanted().model().orElse("unknown"),
                        dimensions(artifact),
                        format,
                        Duration.between(generation.requestedAt(), now).toMillis()),
                requestId,
                now);
    }

    private static String dimensions(Artifact artifact) {
        return artifact.width()
                .flatMap(width -> artifact.height().map(height -> "%dx%d".formatted(width, height)))
                .orElse("unknown");
    }
}
