package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ModelDefined;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A model, as Replicate's clients read it. */
record ReplicateModel(
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String owner,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String description,
        @JsonProperty(required = true) String visibility,

        @JsonProperty(value = "is_official", required = true)
        boolean isOfficial,

        @JsonProperty(value = "run_count", required = true) @JsonPropertyDescription("Nobody counts; 0.")
        int runCount,

        @JsonProperty("github_url") Optional<String> githubUrl,
        @JsonProperty("paper_url") Optional<String> paperUrl,
        @JsonProperty("license_url") Optional<String> licenseUrl,
        @JsonProperty("cover_image_url") Optional<String> coverImageUrl,
        @JsonProperty("default_example") Optional<JsonNode> defaultExample,

        @JsonProperty(value = "latest_version", required = true)
        ReplicateVersion latestVersion) {
    /** The version of a model that is in force. */
    record ReplicateVersion(
            @JsonProperty(required = true) String id,

            @JsonProperty("created_at") @JsonPropertyDescription("Nobody keeps it; the epoch.")
            Instant createdAt,

            @JsonProperty("cog_version") String cogVersion,

            @JsonProperty(value = "openapi_schema", required = true)
            @JsonPropertyDescription("The schema of the input is components.schemas.Input.")
            ObjectNode openapiSchema) {
        static ReplicateVersion of(ModelDefined model) {
            return new ReplicateVersion(Versions.id(model), Instant.EPOCH, "", openApi(model));
        }
    }

    /** {@code base} is what links begin with. */
    static ReplicateModel of(ModelDefined model, String base) {
        String[] name = model.getModel().split("/", 2);
        return new ReplicateModel(
                "%s%s/models/%s".formatted(base, ReplicateRoutes.BASE, model.getModel()),
                name[0],
                name[name.length - 1],
                model.getTitle(),
                "public",
                false,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ReplicateVersion.of(model));
    }

    private static ObjectNode openApi(ModelDefined model) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", model.getModel()).put("version", "" + model.getRevision());
        document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        schemas.set("Input", Json.MAPPER.readTree(model.getInputSchema()));
        schemas.set("Output", output(model));
        return document;
    }

    private static ObjectNode output(ModelDefined model) {
        ObjectNode output = Json.MAPPER.createObjectNode().put("title", "Output");
        return switch (model.getCapabilities().getFirst()) {
            case DESCRIBE -> output.put("type", "string");
            case EXTRACT, UNKNOWN -> output;
            case TEXT_TO_IMAGE,
                    IMAGE_TO_IMAGE,
                    EDIT,
                    VARIATIONS,
                    UPSCALE,
                    REMOVE_BACKGROUND,
                    TEXT_TO_VIDEO,
                    IMAGE_TO_VIDEO -> {
                output.put("type", "array")
                        .putObject("items")
                        .put("type", "string")
                        .put("format", "uri");
                yield output;
            }
        };
    }
}
