package dev.atelier.ingest.ig;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A generation, as ig shows it. */
record IgGeneration(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) IgStatus status,

        @JsonProperty(required = true) @JsonPropertyDescription("The model's name.")
        String endpoint,

        @JsonProperty(required = true) JsonNode input,
        @JsonProperty(required = true) List<String> tags,

        @JsonPropertyDescription("The media type of the first thing that was made.")
        Optional<String> contentType,

        Optional<String> errorCode,
        Optional<String> errorMessage,
        @JsonProperty(required = true) Instant createdAt,
        Optional<Instant> completedAt) {
    static IgGeneration of(Generation generation) {
        var status = IgStatus.of(generation.status());
        Optional<Fault> fault =
                status == IgStatus.FAILED ? Optional.of(Unsuccessful.fault(generation)) : Optional.empty();
        return new IgGeneration(
                generation.id(),
                status,
                generation.wanted().model().orElse(""),
                Json.orText(generation.wanted().input()),
                generation.wanted().tags(),
                generation.artifacts().stream().findFirst().map(Artifact::mediaType),
                fault.map(Fault::code),
                fault.map(Fault::message),
                generation.requestedAt(),
                generation.status().isFinal() ? generation.time("storedAt", "decidedAt") : Optional.empty());
    }
}
