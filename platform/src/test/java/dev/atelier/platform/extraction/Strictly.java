package dev.atelier.platform.extraction;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says an answer as a model has to under a strict schema: what is absent is null, and a root that is no object is wrapped. */
final class Strictly {
    private static final String DEFINITIONS = "#/$defs/";

    private final ObjectNode schema;

    Strictly(ObjectNode schema) {
        this.schema = schema;
    }

    /** {@code answer}, or wrapped; none where the strict schema has no words for it. */
    Optional<JsonNode> said(JsonNode answer) {
        return said(schema, answer).or(() -> wrapped(answer));
    }

    private Optional<JsonNode> wrapped(JsonNode answer) {
        var names = schema.path("properties").propertyNames();
        if (names.size() != 1) {
            return Optional.empty();
        }
        var whole = JsonNodeFactory.instance.objectNode();
        whole.set(names.iterator().next(), answer);
        return said(schema, whole);
    }

    private Optional<JsonNode> said(JsonNode rules, JsonNode value) {
        if (rules.has("$ref")) {
            return said(schema.path("$defs").path(rules.get("$ref").asString().substring(DEFINITIONS.length())), value);
        }
        if (rules.has("anyOf")) {
            return rules.get("anyOf")
                    .valueStream()
                    .flatMap(branch -> said(branch, value).stream())
                    .findFirst();
        }
        if (Types.of(rules).stream().noneMatch(type -> Types.isOf(type, value))
                || (rules.has("enum") && rules.get("enum").valueStream().noneMatch(value::equals))) {
            return Optional.empty();
        }
        if (value.isObject()) {
            return object(rules.path("properties"), value);
        }
        return value.isArray() ? array(rules.path("items"), value) : Optional.of(value);
    }

    private Optional<JsonNode> object(JsonNode properties, JsonNode value) {
        if (value.propertyNames().stream().anyMatch(name -> !properties.has(name))) {
            return Optional.empty();
        }
        var said = JsonNodeFactory.instance.objectNode();
        for (var property : properties.properties()) {
            JsonNode inner = value.path(property.getKey());
            var word = said(property.getValue(), inner.isMissingNode() ? JsonNodeFactory.instance.nullNode() : inner);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            said.set(property.getKey(), word.get());
        }
        return Optional.of(said);
    }

    private Optional<JsonNode> array(JsonNode items, JsonNode value) {
        var said = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : value) {
            var word = said(items, item);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            said.add(word.get());
        }
        return Optional.of(said);
    }
}
