package dev.atelier.ingest.imggo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.pattern.Definition;
import dev.atelier.ingest.pattern.Pattern;
import dev.atelier.ingest.pattern.Version;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Patterns and their versions in ImgGo's envelope. */
final class PatternReplies {
    private PatternReplies() {}

    /** One pattern. */
    record ImgGoPatternReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoPattern data) {
        /** With the version that pictures are read by; where none is published, with the latest. */
        static ImgGoPatternReply of(Pattern pattern) {
            return of(pattern, pattern.current().orElseGet(pattern::latest));
        }

        static ImgGoPatternReply of(Pattern pattern, Version shown) {
            return new ImgGoPatternReply(true, ImgGoPattern.of(pattern, shown));
        }
    }

    /** All patterns. */
    record ImgGoPatternsReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) List<ImgGoPatternSummary> data) {}

    /** One version. */
    record ImgGoVersionReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoVersion data) {}

    /** All versions. */
    record ImgGoVersionsReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) List<ImgGoVersionSummary> data) {}

    /** A pattern as one of its versions has it: the one that was saved just now, or else the one that pictures are read by. */
    record ImgGoPattern(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String instructions,

            @JsonProperty(value = "json_schema", required = true)
            JsonNode jsonSchema,

            @JsonProperty(required = true) String format,
            Optional<String> template,
            Optional<String> model,
            @JsonProperty(required = true) List<JsonNode> examples,

            @JsonProperty(required = true) @JsonPropertyDescription("Which version this shows.")
            int version,

            @JsonProperty("published_version")
            @JsonPropertyDescription("Which version pictures are read by; null: none is published.")
            Optional<Integer> publishedVersion,

            @JsonProperty(value = "latest_version", required = true)
            int latestVersion,

            @JsonProperty(value = "is_active", required = true)
            boolean active,

            @JsonProperty(value = "created_at", required = true)
            Instant createdAt,

            @JsonProperty(value = "updated_at", required = true)
            Instant updatedAt) {
        static ImgGoPattern of(Pattern pattern, Version shown) {
            Definition definition = shown.definition();
            return new ImgGoPattern(
                    pattern.id(),
                    definition.name(),
                    definition.instructions(),
                    definition.schemaNode(),
                    definition.format(),
                    definition.template(),
                    definition.model(),
                    parsed(definition.examples()),
                    shown.number(),
                    pattern.published(),
                    pattern.latest().number(),
                    pattern.active(),
                    pattern.createdAt(),
                    pattern.updatedAt());
        }
    }

    /** A pattern in a list. */
    record ImgGoPatternSummary(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String format,
            Optional<String> model,

            @JsonProperty("published_version") Optional<Integer> publishedVersion,

            @JsonProperty(value = "latest_version", required = true)
            int latestVersion,

            @JsonProperty(value = "is_active", required = true)
            boolean active,

            @JsonProperty(value = "created_at", required = true)
            Instant createdAt,

            @JsonProperty(value = "updated_at", required = true)
            Instant updatedAt) {
        static ImgGoPatternSummary of(Pattern pattern) {
            Definition shown = pattern.current().orElseGet(pattern::latest).definition();
            return new ImgGoPatternSummary(
                    pattern.id(),
                    shown.name(),
                    shown.format(),
                    shown.model(),
                    pattern.published(),
                    pattern.latest().number(),
                    pattern.active(),
                    pattern.createdAt(),
                    pattern.updatedAt());
        }
    }

    /** A version, which nobody changes any more. */
    record ImgGoVersion(
            @JsonProperty(value = "pattern_id", required = true)
            String patternId,

            @JsonProperty(required = true) int version,
            @JsonProperty(required = true) boolean published,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String instructions,

            @JsonProperty(value = "json_schema", required = true)
            JsonNode jsonSchema,

            @JsonProperty(required = true) String format,
            Optional<String> template,
            Optional<String> model,
            @JsonProperty(required = true) List<JsonNode> examples,

            @JsonProperty(value = "created_at", required = true)
            Instant createdAt) {
        static ImgGoVersion of(Pattern pattern, Version version) {
            Definition definition = version.definition();
            return new ImgGoVersion(
                    pattern.id(),
                    version.number(),
                    isPublished(pattern, version),
                    definition.name(),
                    definition.instructions(),
                    definition.schemaNode(),
                    definition.format(),
                    definition.template(),
                    definition.model(),
                    parsed(definition.examples()),
                    version.savedAt());
        }
    }

    /** A version in a list. */
    record ImgGoVersionSummary(
            @JsonProperty(required = true) int version,
            @JsonProperty(required = true) boolean published,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String format,

            @JsonProperty("created_by") @JsonPropertyDescription("The id of the key that saved it.")
            Optional<String> createdBy,

            @JsonProperty(value = "created_at", required = true)
            Instant createdAt) {
        static ImgGoVersionSummary of(Pattern pattern, Version version) {
            return new ImgGoVersionSummary(
                    version.number(),
                    isPublished(pattern, version),
                    version.definition().name(),
                    version.definition().format(),
                    version.keyId(),
                    version.savedAt());
        }
    }

    private static boolean isPublished(Pattern pattern, Version version) {
        return pattern.published().filter(number -> number == version.number()).isPresent();
    }

    private static List<JsonNode> parsed(List<String> examples) {
        return examples.stream().map(Json.MAPPER::readTree).toList();
    }
}
