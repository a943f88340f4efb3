package dev.atelier.ingest.openai;

import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Gives the fields of a form, which are all text, the types that they have in JSON. */
final class FormFields {
    private static final Set<String> NUMBERS = Set.of("n", "output_compression", "partial_images");
    private static final Set<String> FLAGS = Set.of("stream");

    private FormFields() {}

    /** {@code texts}, those that only the model knows by its {@code schema}. */
    static ObjectNode typed(ObjectNode texts, InputSchema schema) {
        ObjectNode typed = Json.MAPPER.createObjectNode();
        texts.properties().forEach(field -> {
            String name = field.getKey();
            put(typed, name, field.getValue().asString(), type(name, schema));
        });
        return typed;
    }

    private static String type(String name, InputSchema schema) {
        if (NUMBERS.contains(name)) {
            return "integer";
        }
        if (FLAGS.contains(name)) {
            return "boolean";
        }
        return ImageBody.NAMES.contains(name) ? "string" : schema.type(name);
    }

    private static void put(ObjectNode typed, String name, String text, String type) {
        switch (type) {
            case "integer" -> typed.put(name, integer(name, text));
            case "number" -> typed.put(name, number(name, text));
            case "boolean" -> typed.put(name, flag(name, text));
            default -> typed.put(name, text);
        }
    }

    private static long integer(String name, String text) {
        if (!text.matches("-?[0-9]{1,15}")) {
            throw RefusedException.invalid(name, "%s must be a whole number".formatted(name));
        }
        return Long.parseLong(text);
    }

    private static BigDecimal number(String name, String text) {
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw RefusedException.invalid(name, "%s must be a number".formatted(name));
        }
        return new BigDecimal(text);
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusedException.invalid(name, "%s must be true or false".formatted(name));
        };
    }
}
