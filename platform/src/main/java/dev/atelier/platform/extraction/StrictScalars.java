package dev.atelier.platform.extraction;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values without parts, and what is said beside any, in the words of a strict mode. */
final class StrictScalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");
    /** Groups that look around, references back, and classes that engines disagree on. */
    private static final Pattern FANCY = Pattern.compile("\\(\\?|\\\\[0-9bBkpPAzZG]|[*+?}]\\+");

    /** What a vendor is told in words alone: it does not know the keyword, and the answer is held to it nevertheless. */
    private static final List<String> IN_WORDS = List.of(
            "minLength", "maxLength", "uniqueItems", "minProperties", "maxProperties", "minContains", "maxContains");

    private static final List<String> NUMBERS =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    /** A value of {@code types}, none of which has parts. */
    ObjectNode of(ObjectNode rules, Set<String> types) {
        ObjectNode strict = described(rules, NODES.objectNode());
        strict.set("type", names(types));
        var only = types.stream().filter(type -> !type.equals(Types.NULL)).toList();
        if (only.size() != 1) {
            return strict;
        }
        return switch (only.getFirst()) {
            case "integer", "number" -> kept(rules, strict, NUMBERS.toArray(String[]::new));
            case "string" -> text(rules, strict);
            default -> strict;
        };
    }

    private ObjectNode text(ObjectNode rules, ObjectNode strict) {
        if (FORMATS.contains(rules.path("format").asString(""))) {
            kept(rules, strict, "format");
        }
        return FANCY.matcher(rules.path("pattern").asString("")).find() ? strict : kept(rules, strict, "pattern");
    }

    /** One of the values of {@code enum} that the other rules of type leave; none where there are none, or they have parts. */
    Optional<ObjectNode> choices(ObjectNode rules) {
        boolean typed = rules.has("type");
        Set<String> types = Types.of(rules);
        Set<JsonNode> values = new LinkedHashSet<>();
        rules.get("enum")
                .valueStream()
                .filter(value -> !typed || types.stream().anyMatch(type -> Types.isOf(type, value)))
                .forEach(values::add);
        if (values.isEmpty() || values.stream().anyMatch(JsonNode::isContainer)) {
            return Optional.empty();
        }
        ObjectNode strict = described(rules, NODES.objectNode());
        strict.set(
                "type",
                names(values.stream().map(StrictScalars::type).collect(Collectors.toCollection(LinkedHashSet::new))));
        ArrayNode choices = strict.putArray("enum");
        values.forEach(choices::add);
        return Optional.of(strict);
    }

    private static String type(JsonNode value) {
        return Stream.of("string", "integer", "number", "boolean")
                .filter(type -> Types.isOf(type, value))
                .findFirst()
                .orElse(Types.NULL);
    }

    /** The same or null. */
    ObjectNode nullable(ObjectNode strict) {
        if (strict.has("type") && !Types.CONTAINERS.contains(strict.path("type").asString(""))) {
            ObjectNode nullable = strict.deepCopy();
            var types = new LinkedHashSet<>(Types.of(strict));
            types.add(Types.NULL);
            nullable.set("type", names(types));
            if (nullable.get("enum") instanceof ArrayNode choices) {
                choices.addNull();
            }
            return nullable;
        }
        ObjectNode nullable = NODES.objectNode();
        nullable.putArray("anyOf").add(strict).addObject().put("type", Types.NULL);
        return nullable;
    }

    private static JsonNode names(Set<String> types) {
        if (types.size() == 1) {
            return NODES.stringNode(types.iterator().next());
        }
        ArrayNode names = NODES.arrayNode();
        types.forEach(names::add);
        return names;
    }

    /** {@code strict} with the annotations of {@code rules}, and in words what is not said otherwise. */
    ObjectNode described(ObjectNode rules, ObjectNode strict) {
        if (rules.path("title").isString()) {
            strict.set("title", rules.get("title"));
        }
        String words = IN_WORDS.stream()
                .filter(rules::has)
                .map(key -> key + " " + rules.get(key))
                .collect(Collectors.joining(", "));
        String description = rules.path("description").asString("");
        if (!words.isEmpty() || !description.isEmpty()) {
            strict.put("description", words.isEmpty() ? description : (description + " (" + words + ")").strip());
        }
        return strict;
    }

    /** {@code strict} with those of {@code keys} that {@code rules} has. */
    ObjectNode kept(ObjectNode rules, ObjectNode strict, String... keys) {
        for (String key : keys) {
            if (rules.has(key)) {
                strict.set(key, rules.get(key));
            }
        }
        return strict;
    }
}
