package dev.atelier.connectors.sketch;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes one schema of two that both hold: the narrower of each rule. */
final class SchemaMerge {
    private static final Set<String> LOWER =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains");
    private static final Set<String> UPPER =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains");
    private static final Set<String> BY_NAME = Set.of("properties", "patternProperties", "dependentRequired");

    private SchemaMerge() {}

    /** Narrows {@code base} by the rules of {@code more}. */
    static void into(ObjectNode base, JsonNode more) {
        for (var rule : more.properties()) {
            JsonNode had = base.get(rule.getKey());
            base.set(
                    rule.getKey(),
                    had == null ? rule.getValue().deepCopy() : merged(rule.getKey(), had, rule.getValue()));
        }
    }

    private static JsonNode merged(String key, JsonNode had, JsonNode more) {
        if (LOWER.contains(key) && had.isNumber() && more.isNumber()) {
            return had.decimalValue().compareTo(more.decimalValue()) >= 0 ? had : more;
        }
        if (UPPER.contains(key) && had.isNumber() && more.isNumber()) {
            return had.decimalValue().compareTo(more.decimalValue()) <= 0 ? had : more;
        }
        return switch (key) {
            case "required" -> all(had, more);
            case "type", "enum" -> common(had, more);
            case "items", "additionalProperties", "contains" -> both(had, more);
            default ->
                BY_NAME.contains(key) && had instanceof ObjectNode object ? byName(object, more) : more.deepCopy();
        };
    }

    private static JsonNode byName(ObjectNode had, JsonNode more) {
        ObjectNode merged = had.deepCopy();
        for (var property : more.properties()) {
            JsonNode known = merged.get(property.getKey());
            merged.set(
                    property.getKey(),
                    known == null ? property.getValue().deepCopy() : both(known, property.getValue()));
        }
        return merged;
    }

    /** A schema that holds where both do; both stay schemas, so it is left to the walk when one is not an object. */
    private static JsonNode both(JsonNode had, JsonNode more) {
        if (had instanceof ObjectNode first && more.isObject()) {
            ObjectNode merged = first.objectNode();
            merged.putArray("allOf").add(first.deepCopy()).add(more.deepCopy());
            return merged;
        }
        return had.isBoolean() && had.asBoolean() ? more.deepCopy() : had.deepCopy();
    }

    private static ArrayNode all(JsonNode had, JsonNode more) {
        Set<JsonNode> names = new LinkedHashSet<>(had.values());
        names.addAll(more.values());
        return array(names);
    }

    private static ArrayNode common(JsonNode had, JsonNode more) {
        Set<JsonNode> values = new LinkedHashSet<>(had.isArray() ? had.values() : Set.of(had));
        values.retainAll(more.isArray() ? more.values() : Set.of(more));
        return array(values);
    }

    private static ArrayNode array(Set<JsonNode> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        array.addAll(values);
        return array;
    }
}
