package dev.atelier.ingest.goshen;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A generation, as Goshen shows its jobs. */
record GoshenJob(
        @JsonProperty(required = true) String id,

        @JsonProperty(required = true) @JsonPropertyDescription("The project.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("The model's name.")
        String modelVersionId,

        @JsonProperty(required = true) @JsonPropertyDescription("queued, running, succeeded, failed or canceled.")
        String status,

        @JsonProperty(required = true) JsonNode input,

        @JsonPropertyDescription("Null until it has succeeded.")
        Optional<GoshenResult> result,

        @JsonPropertyDescription("Why it did not succeed.") Optional<String> error,

        @JsonProperty(required = true) Instant queuedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,

        @JsonProperty(required = true) @JsonPropertyDescription("How long it ran, in whole seconds.")
        long gpuSeconds) {
    /** What was made. */
    record GoshenResult(@JsonProperty(required = true) List<GoshenFile> files) {}

    /** One thing that was made. */
    record GoshenFile(
            @JsonProperty(required = true) @JsonPropertyDescription("A link that needs no key.")
            String url,

            @JsonProperty(required = true) String contentType,
            @JsonProperty(required = true) long bytes,
            Optional<Integer> width,
            Optional<Integer> height) {}

    /** {@code links} lead to what {@code generation} made, in its order. */
    static GoshenJob of(Generation generation, List<String> links) {
        boolean over = generation.status().isFinal();
        boolean succeeded = generation.status() == Status.SUCCEEDED;
        Optional<Instant> started = generation.time("takenAt", "dispatchedAt");
        Optional<Instant> finished = over ? generation.time("reportedAt", "decidedAt", "storedAt") : Optional.empty();
        return new GoshenJob(
                generation.id(),
                generation.project(),
                generation.wanted().model().orElse(""),
                word(generation.status()),
                Json.orText(generation.wanted().input()),
                succeeded ? Optional.of(new GoshenResult(files(generation, links))) : Optional.empty(),
                over && !succeeded ? Optional.of(Unsuccessful.fault(generation).message()) : Optional.empty(),
                generation.requestedAt(),
                started,
                finished,
                started.isPresent() && finished.isPresent()
                        ? Math.max(
                                0,
                                Duration.between(started.get(), finished.get()).toSeconds())
                        : 0);
    }

    private static List<GoshenFile> files(Generation generation, List<String> links) {
        return IntStream.range(0, links.size())
                .mapToObj(index -> file(generation.artifacts().get(index), links.get(index)))
                .toList();
    }

    private static GoshenFile file(Artifact artifact, String link) {
        return new GoshenFile(link, artifact.mediaType(), artifact.bytes(), artifact.width(), artifact.height());
    }

    private static String word(Status status) {
        return switch (status) {
            case QUEUED -> "queued";
            case RUNNING, CANCELING -> "running";
            case SUCCEEDED -> "succeeded";
            case CANCELED -> "canceled";
            case FAILED, EXPIRED, REJECTED -> "failed";
        };
    }
}
