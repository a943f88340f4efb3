package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The body with which a prediction is created. */
record PredictionBody(
        @JsonProperty(required = true) @JsonPropertyDescription("What the model's input schema asks for.")
        ObjectNode input,

        @JsonPropertyDescription(
                "Of which version, where the path names no model: its id, owner/name, or owner/name:id.")
        Optional<String> version,

        @JsonPropertyDescription("Of which model, where neither path nor version says so.")
        Optional<String> model,

        @JsonPropertyDescription("Deprecated by Replicate, and read by nobody.")
        Optional<Boolean> stream) {}
