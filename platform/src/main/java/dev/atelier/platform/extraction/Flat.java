package dev.atelier.platform.extraction;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that holds at one place of an answer, in one: neither {@code allOf} nor a reference nor {@code const} is left.
 *
 * @param rules     the keywords
 * @param mentioned the properties that conditions ask for, by name, with the path of whoever does
 * @param problem   the path of a part that cannot be put together with the others without loss, and why; empty: none
 */
record Flat(ObjectNode rules, Map<String, String> mentioned, Map<String, String> problem) {
    private static final Set<String> LOWER =
            Set.of("minimum", "exclusiveMinimum", "minItems", "minLength", "minProperties");
    private static final Set<String> UPPER =
            Set.of("maximum", "exclusiveMaximum", "maxItems", "maxLength", "maxProperties");
    private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");
    /** What a vendor's copy does without where two parts differ in it: it only narrows. */
    private static final Set<String> NARROWING = Set.of("pattern", "format", "multipleOf");

    /** Nothing but {@code rules}. */
    static Flat of(ObjectNode rules) {
        return new Flat(rules, Map.of(), Map.of());
    }

    /** Where a rule cannot be kept. */
    static Flat problem(String path, String why) {
        return new Flat(JsonNodeFactory.instance.objectNode(), Map.of(), Map.of(path, why));
    }

    /** Both, where {@code more} lies at {@code path}. */
    Flat with(Flat more, String path) {
        Map<String, String> problems = new LinkedHashMap<>(problem);
        problems.putAll(more.problem);
        Map<String, String> names = new LinkedHashMap<>(mentioned);
        names.putAll(more.mentioned);
        if (isClosedTo(rules, more.rules) || isClosedTo(more.rules, rules)) {
            problems.put(path, "adds properties where additionalProperties is false elsewhere");
        }
        ObjectNode both = rules.deepCopy();
        for (var rule : more.rules.properties()) {
            String key = rule.getKey();
            JsonNode had = both.get(key);
            if (CHOICES.contains(key) && CHOICES.stream().anyMatch(both::has)) {
                problems.put(Place.step(path, key), "is a second choice at the same place");
            } else if (had == null) {
                both.set(key, rule.getValue());
            } else if (NARROWING.contains(key) && !had.equals(rule.getValue())) {
                both.remove(key);
            } else {
                both.set(key, both(key, had, rule.getValue()));
            }
        }
        return new Flat(both, names, problems);
    }

    /** Whether {@code one} forbids what {@code other} describes. */
    private static boolean isClosedTo(ObjectNode one, ObjectNode other) {
        JsonNode additional = one.path("additionalProperties");
        return additional.isBoolean()
                && !additional.asBoolean()
                && other.path("properties").propertyNames().stream()
                        .anyMatch(name -> !one.path("properties").has(name));
    }

    private static JsonNode both(String key, JsonNode had, JsonNode more) {
        if (LOWER.contains(key)) {
            return had.decimalValue().compareTo(more.decimalValue()) >= 0 ? had : more;
        }
        if (UPPER.contains(key)) {
            return had.decimalValue().compareTo(more.decimalValue()) <= 0 ? had : more;
        }
        return switch (key) {
            case "type" -> types(had, more);
            case "enum" -> common(had, more);
            case "required" -> all(had, more);
            case "properties" -> properties((ObjectNode) had, more);
            case "items" -> both(had, more);
            // Closed is closed; what is open is refused later in any case.
            case "additionalProperties" -> had.isBoolean() && !had.asBoolean() ? had : more;
            default -> had;
        };
    }

    private static JsonNode both(JsonNode one, JsonNode other) {
        var both = JsonNodeFactory.instance.objectNode();
        both.putArray("allOf").add(one).add(other);
        return both;
    }

    private static ObjectNode properties(ObjectNode had, JsonNode more) {
        ObjectNode merged = had.deepCopy();
        more.properties().forEach(property -> {
            JsonNode known = merged.get(property.getKey());
            merged.set(property.getKey(), known == null ? property.getValue() : both(known, property.getValue()));
        });
        return merged;
    }

    private static ArrayNode types(JsonNode had, JsonNode more) {
        var array = JsonNodeFactory.instance.arrayNode();
        Types.common(names(had), names(more)).forEach(array::add);
        return array;
    }

    private static Set<String> names(JsonNode type) {
        Set<String> names = new LinkedHashSet<>();
        if (type.isArray()) {
            type.forEach(name -> names.add(name.asString()));
        } else {
            names.add(type.asString());
        }
        return names;
    }

    private static ArrayNode common(JsonNode had, JsonNode more) {
        Set<JsonNode> values = new LinkedHashSet<>(had.values());
        values.retainAll(Set.copyOf(more.values()));
        return array(values);
    }

    private static ArrayNode all(JsonNode had, JsonNode more) {
        Set<JsonNode> values = new LinkedHashSet<>(had.values());
        values.addAll(more.values());
        return array(values);
    }

    private static ArrayNode array(Set<JsonNode> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        array.addAll(values);
        return array;
    }
}
