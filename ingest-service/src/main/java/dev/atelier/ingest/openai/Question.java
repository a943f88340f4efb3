package dev.atelier.ingest.openai;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is asked in words: to describe, or with a schema to extract.
 *
 * @param said   what was said and shown
 * @param format what the answer is to look like, as {@code response_format} or {@code text.format} says it; may be missing
 * @param others parameters that only the model may know
 */
record Question(Conversation said, JsonNode format, ObjectNode others) {
    /** As {@code model} takes it; refused where it lacks a word for something. */
    NewGeneration to(ModelDefined model) {
        Optional<ObjectNode> schema = schema();
        Capability capability = schema.isPresent() ? Capability.EXTRACT : Capability.DESCRIBE;
        if (!model.getCapabilities().contains(capability)) {
            throw RefusedException.invalid("model", "model must be another: " + lack(model, capability));
        }
        var parameters = InputSchema.of(model);
        ObjectNode input = Json.MAPPER.createObjectNode();
        words(parameters, input);
        pictures(parameters, input);
        schema.ifPresent(wanted -> put(parameters, input, "schema", wanted));
        strict().filter(_ -> parameters.has("strict")).ifPresent(strict -> input.put("strict", strict));
        others.properties().forEach(other -> put(parameters, input, other.getKey(), other.getValue()));
        return Ask.of(model, capability, input);
    }

    private static String lack(ModelDefined model, Capability wanted) {
        boolean extracts =
                wanted == Capability.DESCRIBE && model.getCapabilities().contains(Capability.EXTRACT);
        return extracts
                ? model.getModel() + " answers only in the format of a json_schema"
                : model.getModel() + " does not answer in words";
    }

    private void words(InputSchema parameters, ObjectNode input) {
        String rules = said.rules();
        String prompt = said.prompt();
        if (parameters.has("system") && !rules.isEmpty()) {
            input.put("system", rules);
        } else if (!rules.isEmpty()) {
            prompt = prompt.isEmpty() ? rules : rules + "\n\n" + prompt;
        }
        if (!prompt.isEmpty()) {
            input.put("prompt", prompt);
        }
    }

    private void pictures(InputSchema parameters, ObjectNode input) {
        List<String> pictures = said.pictures();
        if (pictures.isEmpty()) {
            return;
        }
        if (!parameters.has("image") || (pictures.size() > 1 && !parameters.takesList("image"))) {
            throw RefusedException.invalid(
                    "image",
                    "This model takes %s picture.".formatted(parameters.has("image") ? "no more than one" : "no"));
        }
        if (pictures.size() == 1) {
            input.put("image", pictures.getFirst());
        } else {
            pictures.forEach(input.putArray("image")::add);
        }
        said.detail().filter(_ -> parameters.has("detail")).ifPresent(detail -> input.put("detail", detail));
    }

    /** Chat has the schema one level deeper than responses have it. */
    private JsonNode described() {
        return format.has("json_schema") ? format.path("json_schema") : format;
    }

    private Optional<ObjectNode> schema() {
        return switch (format.path("type").asStringOpt().orElse("text")) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(Json.MAPPER.createObjectNode().put("type", "object"));
            case "json_schema" ->
                described().path("schema") instanceof ObjectNode schema
                        ? Optional.of(schema)
                        : refuse("response_format.schema must be given, as an object");
            default -> refuse("response_format.type must be text, json_object or json_schema");
        };
    }

    private Optional<Boolean> strict() {
        return Optional.of(described().path("strict"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::booleanValue);
    }

    private static Optional<ObjectNode> refuse(String message) {
        throw RefusedException.invalid("response_format", message);
    }

    private static void put(InputSchema parameters, ObjectNode input, String name, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!parameters.has(name)) {
            throw RefusedException.invalid(name, "%s is nothing that this model lets choose".formatted(name));
        }
        input.set(name, value);
    }
}
