package dev.atelier.platform.extraction;

import com.networknt.schema.Error;
import dev.atelier.platform.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of another type than was asked for, where one value alone can be meant and nothing of it is lost:
 *
 * <ul>
 *   <li>a text that is a number becomes the number ({@code "3"} → 3), and a whole one an integer ({@code "3.0"} → 3);
 *   <li>the words {@code true} and {@code false} become what they say, and {@code null} where nothing but null may be;
 *   <li>a number or truth value becomes its text (3 → {@code "3"});
 *   <li>a value becomes a list of itself;
 *   <li>a text becomes the one allowed value that it differs from only in case and in white space around it, or as text.
 * </ul>
 *
 * <p>Led by what the validator says, so that it holds for whatever a schema is made of. Stateless.
 */
final class Coercion {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** A repair may bring what lies inside to light, a level at a time. */
    private static final int MOST_ROUNDS = 8;

    /** Without an exponent: a few characters must not become millions of digits. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,300})(\\.[0-9]{1,300})?");

    private final Conformance conformance;

    Coercion(Conformance conformance) {
        this.conformance = conformance;
    }

    /** {@code answer}, as much repaired as may be. */
    JsonNode repaired(JsonNode answer) throws Conformance.TooMuchWorkException {
        JsonNode best = answer;
        List<Error> errors = conformance.errors(best);
        for (int round = 0; round < MOST_ROUNDS && !errors.isEmpty(); round++) {
            JsonNode next = once(best, errors);
            if (next.equals(best)) {
                return best;
            }
            best = next;
            errors = conformance.errors(best);
        }
        return best;
    }

    private static JsonNode once(JsonNode answer, List<Error> errors) {
        Map<String, List<Error>> byPlace = new LinkedHashMap<>();
        errors.forEach(
                error -> byPlace.computeIfAbsent(error.getInstanceLocation().toString(), _ -> new ArrayList<>())
                        .add(error));
        var repaired = NODES.objectNode();
        // Under a name, so that the whole has a parent as well.
        repaired.set("answer", answer.deepCopy());
        byPlace.forEach((path, wrong) -> {
            var pointer = JsonPointer.compile("/answer" + path);
            JsonNode parent = repaired.at(pointer.head());
            JsonNode value = repaired.at(pointer);
            if (!value.isMissingNode()) {
                meant(value, wrong).ifPresent(better -> put(parent, pointer.last(), better));
            }
        });
        return repaired.get("answer");
    }

    private static void put(JsonNode parent, JsonPointer last, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(last.getMatchingIndex(), value);
        }
    }

    /** What was meant by {@code value}, which breaks these rules; the list of itself last, as it always may be. */
    private static Optional<JsonNode> meant(JsonNode value, List<Error> wrong) {
        List<String> types = new ArrayList<>();
        List<JsonNode> choices = new ArrayList<>();
        for (Error error : wrong) {
            JsonNode rule = error.getSchemaNode();
            switch (String.valueOf(error.getKeyword())) {
                case "type" -> names(rule, types);
                case "enum" -> rule.forEach(choices::add);
                case "const" -> choices.add(rule);
                default -> {}
            }
        }
        Optional<JsonNode> typed = types.stream()
                .filter(type -> !type.equals("array"))
                .flatMap(type -> typed(value, type, types).stream())
                .findFirst();
        return choice(value, choices).or(() -> typed).or(() -> listed(value, types));
    }

    private static void names(JsonNode rule, List<String> types) {
        if (rule.isArray()) {
            rule.forEach(name -> types.add(name.asString("")));
        } else {
            types.add(rule.asString(""));
        }
    }

    private static Optional<JsonNode> typed(JsonNode value, String type, List<String> types) {
        return switch (type) {
            case "integer" ->
                number(value).filter(number -> Types.isOf("integer", number)).map(Coercion::whole);
            case "number" -> number(value);
            case "boolean" -> truth(value);
            case "string" ->
                value.isNumber() || value.isBoolean()
                        ? Optional.of(NODES.stringNode(value.toString()))
                        : Optional.empty();
            case "null" ->
                value.isString() && value.asString().strip().equals("null") && types.size() == 1
                        ? Optional.of(NullNode.getInstance())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> number(JsonNode value) {
        return Optional.of(value)
                .filter(JsonNode::isString)
                .map(text -> text.asString().strip())
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> NODES.numberNode(new BigDecimal(text)));
    }

    private static JsonNode whole(JsonNode number) {
        // As it would have been read: the same number has the same node.
        return Json.MAPPER.readTree(number.decimalValue().toBigIntegerExact().toString());
    }

    private static Optional<JsonNode> truth(JsonNode value) {
        return switch (value.isString() ? value.asString().strip().toLowerCase(Locale.ROOT) : "") {
            case "true" -> Optional.of(NODES.booleanNode(true));
            case "false" -> Optional.of(NODES.booleanNode(false));
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> listed(JsonNode value, List<String> types) {
        return types.contains("array") && !value.isArray() && !value.isNull()
                ? Optional.of(NODES.arrayNode().add(value))
                : Optional.empty();
    }

    private static Optional<JsonNode> choice(JsonNode value, List<JsonNode> choices) {
        if (value.isContainer() || value.isNull()) {
            return Optional.empty();
        }
        List<JsonNode> alike = choices.stream()
                .filter(choice -> !choice.isContainer() && text(choice).equals(text(value)))
                .distinct()
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static String text(JsonNode value) {
        return (value.isString() ? value.asString() : value.toString()).strip().toLowerCase(Locale.ROOT);
    }
}
