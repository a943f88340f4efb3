package dev.atelier.ingest.ig;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What ig's calls take and answer. */
final class IgBodies {
    private IgBodies() {}

    /** What is to be made. */
    record IgCreate(
            @JsonProperty(required = true)
            @JsonPropertyDescription("The model's name here, or at its provider, such as fal-ai/flux/schnell.")
            String endpoint,

            @JsonProperty(required = true) @JsonPropertyDescription("What the model takes, in its own words.")
            ObjectNode input,

            Optional<List<String>> tags) {}

    /** Something was begun. */
    record IgCreated(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String requestId) {}

    /** Which labels a generation is to carry, and which no more. */
    record IgTags(
            @JsonProperty(required = true) String id, Optional<List<String>> add, Optional<List<String>> remove) {}

    /** The labels that it carries now. */
    record IgTagged(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) List<String> tags) {}

    /** Which generation is meant. */
    record IgId(@JsonProperty(required = true) String id) {}

    /** It is gone. */
    record IgDeleted(@JsonProperty(required = true) boolean deleted) {}

    /** What is to be made once more. */
    record IgAgain(
            @JsonProperty(required = true) String id,

            @JsonPropertyDescription("Left out: those that it carries.")
            Optional<List<String>> tags) {}

    /** Something was begun once more. */
    record IgRegenerated(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String requestId,
            @JsonProperty(required = true) String originalId) {}

    /** A part of the list, newest first. */
    record IgPage(
            @JsonProperty(required = true) List<IgGeneration> items,

            @JsonPropertyDescription("Null on the last.") Optional<String> nextCursor) {}
}
