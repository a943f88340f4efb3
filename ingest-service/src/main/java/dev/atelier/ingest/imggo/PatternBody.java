package dev.atelier.ingest.imggo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.pattern.Definition;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies by which patterns are made and changed. */
final class PatternBody {
    private static final String NAME = "For a person: 1 to 200 characters.";
    private static final String INSTRUCTIONS = "What the model is told: 1 to 16000 characters.";
    private static final String SCHEMA = "JSON Schema (2020-12) of the manifest, up to 64 KiB. Refused, with the path, "
            + "where no strict mode of a vendor can say it.";
    private static final String FORMAT = "What manifests are shown as: json, yaml, xml, csv or text. Left out: ";
    private static final String TEMPLATE = "How text is made of a manifest, up to 16000 characters; only for text.";
    private static final String MODEL = "Name of a model that extracts.";
    private static final String EXAMPLES = "Manifests as they should be: at most 10, of 64 KiB together.";
    private static final String PUBLISH = "Whether pictures are read by this version from now on; else it is a draft.";
    private static final String ACTIVE = "Whether pictures are read by it at all.";
    private static final String USUAL = "json";

    private PatternBody() {}

    /** A whole definition. */
    record ImgGoNewPattern(
            @JsonProperty(required = true) @JsonPropertyDescription(NAME)
            String name,

            @JsonProperty(required = true) @JsonPropertyDescription(INSTRUCTIONS)
            String instructions,

            @JsonProperty(value = "json_schema", required = true) @JsonPropertyDescription(SCHEMA)
            ObjectNode jsonSchema,

            @JsonPropertyDescription(FORMAT + "json.") Optional<String> format,
            @JsonPropertyDescription(TEMPLATE) Optional<String> template,

            @JsonPropertyDescription(MODEL + " Left out: the project's default.")
            Optional<String> model,

            @JsonPropertyDescription(EXAMPLES + " Left out: none.")
            Optional<List<JsonNode>> examples,

            @JsonPropertyDescription(PUBLISH + " Left out: true.")
            Optional<Boolean> publish,

            @JsonProperty("is_active") @JsonPropertyDescription(ACTIVE + " Left out: true.")
            Optional<Boolean> active,

            @JsonProperty("base_version")
            @JsonPropertyDescription(
                    "In a change: the version that must still be the latest, else 409. " + "Left out: whichever is.")
            Optional<Integer> baseVersion) {
        Definition definition() {
            return new Definition(
                    name,
                    instructions,
                    written(jsonSchema),
                    format.orElse(USUAL),
                    template,
                    model,
                    examples.map(PatternBody::written).orElse(List.of()));
        }
    }

    /** What is to be other than it was. */
    record ImgGoPatternChange(
            @JsonPropertyDescription(NAME) Optional<String> name,
            @JsonPropertyDescription(INSTRUCTIONS) Optional<String> instructions,

            @JsonProperty("json_schema") @JsonPropertyDescription(SCHEMA)
            Optional<ObjectNode> jsonSchema,

            @JsonPropertyDescription(FORMAT + "the same.") Optional<String> format,

            @JsonPropertyDescription(TEMPLATE + " Empty: the usual layout.")
            Optional<String> template,

            @JsonPropertyDescription(MODEL + " Empty: the project's default.")
            Optional<String> model,

            @JsonPropertyDescription(EXAMPLES) Optional<List<JsonNode>> examples,

            @JsonPropertyDescription(PUBLISH + " Left out: true.")
            Optional<Boolean> publish,

            @JsonProperty("is_active") @JsonPropertyDescription(ACTIVE)
            Optional<Boolean> active) {
        /** Whether there is anything that makes another version. */
        boolean changesDefinition() {
            return name.isPresent()
                    || instructions.isPresent()
                    || jsonSchema.isPresent()
                    || format.isPresent()
                    || template.isPresent()
                    || model.isPresent()
                    || examples.isPresent();
        }

        /** {@code old} with what this says. */
        Definition over(Definition old) {
            String shown = format.orElse(old.format());
            boolean keepsTemplate = shown.equals(old.format());
            return new Definition(
                    name.orElse(old.name()),
                    instructions.orElse(old.instructions()),
                    jsonSchema.map(PatternBody::written).orElse(old.schema()),
                    shown,
                    template.or(() -> old.template().filter(_ -> keepsTemplate)).filter(text -> !text.isEmpty()),
                    model.or(old::model).filter(text -> !text.isEmpty()),
                    examples.map(PatternBody::written).orElse(old.examples()));
        }
    }

    private static List<String> written(List<JsonNode> values) {
        return values.stream().map(PatternBody::written).toList();
    }

    private static String written(JsonNode value) {
        return Json.MAPPER.writeValueAsString(value);
    }
}
