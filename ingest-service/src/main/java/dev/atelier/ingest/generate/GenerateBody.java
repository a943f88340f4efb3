package dev.atelier.ingest.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /generate}. */
record GenerateBody(
        @JsonProperty(required = true) String prompt,

        @JsonPropertyDescription("Left out: the project's default.")
        Optional<String> model,

        @JsonProperty("instance_id")
        @JsonPropertyDescription("The project that the key belongs to; there is no other for it.")
        Optional<String> instanceId,

        @JsonProperty("project_id") @JsonPropertyDescription("Your own label.")
        Optional<String> projectId,

        @JsonPropertyDescription("What else the model takes.")
        Optional<ObjectNode> options) {}
