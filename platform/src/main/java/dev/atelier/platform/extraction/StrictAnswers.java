package dev.atelier.platform.extraction;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns answers to a strict schema into answers to the one that it was made from. Immutable and thread-safe. */
final class StrictAnswers {
    /** More than any honest schema takes; after that what is left is left as it is. */
    private static final int MOST_STEPS = 500_000;

    private static final String DEFINITIONS = "#/$defs/";

    private final ObjectNode schema;
    private final JsonNode definitions;
    private final Optional<String> wrapper;
    private final Set<JsonNode> absentWhenNull;

    /**
     * For answers to {@code schema}, under whose property {@code wrapper} the whole answer lies, if it is wrapped. A null at one
     * of {@code absentWhenNull}, which are told by identity, stands for nothing at all.
     */
    StrictAnswers(ObjectNode schema, Optional<String> wrapper, Set<JsonNode> absentWhenNull) {
        this.schema = schema;
        this.definitions = schema.path("$defs");
        this.wrapper = wrapper;
        this.absentWhenNull = absentWhenNull;
    }

    JsonNode restore(JsonNode answer) {
        var walk = new Walk();
        if (wrapper.isEmpty()) {
            return walk.restored(schema, answer);
        }
        String name = wrapper.get();
        JsonNode inner = schema.path("properties").path(name);
        return answer.size() == 1 && answer.has(name)
                ? walk.restored(inner, answer.get(name))
                : walk.restored(inner, answer);
    }

    /** One answer's; counts its steps. */
    private final class Walk {
        private int steps;

        JsonNode restored(JsonNode rules, JsonNode value) {
            if (++steps > MOST_STEPS || !value.isContainer()) {
                return value;
            }
            if (rules.has("$ref")) {
                return restored(target(rules), value);
            }
            if (rules.has("anyOf")) {
                return branch(rules.get("anyOf"), value)
                        .map(branch -> restored(branch, value))
                        .orElse(value);
            }
            if (value instanceof ObjectNode object && rules.has("properties")) {
                return object(rules.get("properties"), object);
            }
            if (value.isArray() && rules.has("items")) {
                var items = schema.arrayNode(value.size());
                value.forEach(item -> items.add(restored(rules.get("items"), item)));
                return items;
            }
            return value;
        }

        private JsonNode object(JsonNode properties, ObjectNode value) {
            ObjectNode restored = schema.objectNode();
            value.properties().forEach(property -> {
                JsonNode rules = properties.path(property.getKey());
                if (!property.getValue().isNull() || !absentWhenNull.contains(rules)) {
                    restored.set(property.getKey(), restored(rules, property.getValue()));
                }
            });
            return restored;
        }

        /** The first that {@code value} fits; else the only one of its type. */
        private Optional<JsonNode> branch(JsonNode branches, JsonNode value) {
            return branches.valueStream()
                    .filter(branch -> fits(branch, value))
                    .findFirst()
                    .or(() -> only(branches.valueStream()
                            .map(branch -> branch.has("$ref") ? target(branch) : branch)
                            .filter(branch -> branch.has("anyOf") || hasType(branch, value))));
        }

        private static Optional<JsonNode> only(Stream<JsonNode> branches) {
            var all = branches.limit(2).toList();
            return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
        }

        private boolean fits(JsonNode rules, JsonNode value) {
            if (++steps > MOST_STEPS) {
                return false;
            }
            if (rules.has("$ref")) {
                return fits(target(rules), value);
            }
            if (rules.has("anyOf")) {
                return rules.get("anyOf").valueStream().anyMatch(branch -> fits(branch, value));
            }
            if (!hasType(rules, value)
                    || (rules.has("enum")
                            && rules.get("enum").valueStream().noneMatch(choice -> isSame(choice, value)))) {
                return false;
            }
            if (value.isArray()) {
                return value.valueStream().allMatch(item -> fits(rules.path("items"), item));
            }
            return !value.isObject() || fitsObject(rules.path("properties"), value);
        }

        private boolean fitsObject(JsonNode properties, JsonNode value) {
            return value.size() == properties.size()
                    && properties
                            .propertyStream()
                            .allMatch(property -> value.has(property.getKey())
                                    && fits(property.getValue(), value.get(property.getKey())));
        }
    }

    private JsonNode target(JsonNode reference) {
        return definitions.path(reference.get("$ref").asString().substring(DEFINITIONS.length()));
    }

    private static boolean isSame(JsonNode choice, JsonNode value) {
        if (choice.isNumber() && value.isNumber()) {
            return choice.decimalValue().compareTo(value.decimalValue()) == 0;
        }
        return choice.equals(value);
    }

    private static boolean hasType(JsonNode rules, JsonNode value) {
        JsonNode type = rules.path("type");
        if (type.isArray()) {
            return type.valueStream().anyMatch(name -> Types.isOf(name.asString(), value));
        }
        return type.isString() && Types.isOf(type.asString(), value);
    }
}
