package dev.atelier.platform.extraction;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The types of JSON Schema. */
final class Types {
    static final String NULL = "null";
    static final Set<String> CONTAINERS = Set.of("object", "array");

    private static final List<String> OBJECT = List.of(
            "properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties");
    private static final List<String> ARRAY =
            List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains");
    private static final List<String> NUMBER =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
    private static final List<String> STRING = List.of("minLength", "maxLength", "pattern", "format");

    private Types() {}

    /** Whether {@code value} is of the type {@code name}; 3.0 is an integer. */
    static boolean isOf(String name, JsonNode value) {
        return switch (name) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber() || (value.isNumber() && isWhole(value));
            default -> false;
        };
    }

    private static boolean isWhole(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    /** The types that {@code schema} allows by its own keywords; those that it is about where it names none. */
    static Set<String> of(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> types = new LinkedHashSet<>();
        if (type.isString()) {
            types.add(type.asString());
        } else if (type.isArray()) {
            type.forEach(name -> types.add(name.asString()));
        } else {
            implied(schema).ifPresent(types::add);
        }
        return types;
    }

    private static Optional<String> implied(JsonNode schema) {
        if (OBJECT.stream().anyMatch(schema::has)) {
            return Optional.of("object");
        }
        if (ARRAY.stream().anyMatch(schema::has)) {
            return Optional.of("array");
        }
        if (NUMBER.stream().anyMatch(schema::has)) {
            return Optional.of("number");
        }
        return STRING.stream().anyMatch(schema::has) ? Optional.of("string") : Optional.empty();
    }

    /** The types that both allow: of a number and an integer, the integer. */
    static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> common = new LinkedHashSet<>();
        for (String name : one) {
            if (other.contains(name) || (name.equals("integer") && other.contains("number"))) {
                common.add(name);
            } else if (name.equals("number") && other.contains("integer")) {
                common.add("integer");
            }
        }
        return common;
    }
}
