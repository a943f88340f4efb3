package dev.atelier.ingest.fuzz;

import dev.atelier.ingest.testing.Studio;
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes values by chance: such as a schema describes, and such as nobody expects. Used by one thread. */
final class Values {
    private static final int DEEPEST = 6;
    private static final List<String> WORDS = List.of(
            "a red fox",
            "fail throttled",
            "fox",
            "fuzz-1",
            "fuzz-2",
            Studio.MODEL,
            "https://example.org/hook",
            "PT1H",
            "2026-01-31T12:00:00Z",
            "2000-01-01T00:00:00Z",
            "generation.succeeded",
            "sketch",
            "256x256");
    private static final List<String> ODD_WORDS = List.of(
            "",
            " ",
            "\u0000",
            "a\nb\r\nc: d",
            "\u202e\ufeff\u00e4\u4e16\ud83e\udd8a",
            "\ud800",
            "../../etc/passwd",
            "%s%n%00%2e",
            "'; DROP TABLE generations; --",
            "{\"a\": 1}",
            "null",
            "-1",
            "1e999",
            "NaN",
            "00000000-0000-7000-8000-000000000000",
            "http://169.254.169.254/",
            "https://u:p@example.org",
            "data:image/png;base64,****",
            "data:,",
            "upload://none",
            "object://projects/other/x",
            "P999999999D",
            "PT-1S",
            "+999999999-12-31T23:59:59Z",
            "9223372036854775808",
            "x".repeat(300),
            "\u00e9".repeat(5_000),
            "a/b/c/d",
            "owner/name:version");
    private static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e300",
            "9223372036854775808",
            "2147483648",
            "\"\"",
            "\"x\"",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"\": null}",
            "{\"type\": \"x\"}",
            "[1, \"a\", {}]");

    private final RandomGenerator random;
    private final JsonNode document;

    Values(RandomGenerator random, JsonNode document) {
        this.random = random;
        this.document = document;
    }

    /** One that {@code schema} allows, but for rules that are told in words alone. */
    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    /** A text that may mean something somewhere. */
    String word() {
        return pick(WORDS);
    }

    /** A text that hardly means anything anywhere. */
    String oddWord() {
        return pick(ODD_WORDS);
    }

    /** {@code value} with something in it changed, added or left out. */
    JsonNode bent(JsonNode value) {
        JsonNode bent = value.deepCopy();
        List<JsonNode> places = new ArrayList<>();
        collect(bent, places);
        if (places.isEmpty()) {
            return odd();
        }
        switch (pick(places)) {
            case ObjectNode object -> bend(object);
            case ArrayNode array -> array.add(odd());
            default -> throw new IllegalStateException("neither object nor array");
        }
        return bent;
    }

    private void bend(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || random.nextInt(5) == 0) {
            object.set(
                    random.nextBoolean() ? pick(List.of("project", "tenant", "cost", "status", "attempt")) : oddWord(),
                    odd());
        } else if (random.nextInt(4) == 0) {
            object.remove(pick(names));
        } else {
            object.set(pick(names), odd());
        }
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private JsonNode odd() {
        return random.nextBoolean()
                ? Json.MAPPER.readTree(pick(ODD_JSON))
                : Json.MAPPER.getNodeFactory().stringNode(random.nextBoolean() ? oddWord() : word());
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return of(document.at(schema.path("$ref").asString().substring(1)), depth);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return pick(schema.path("enum").valueStream().toList());
        }
        if (schema.has("anyOf")) {
            return of(pick(schema.path("anyOf").valueStream().toList()), depth);
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? pick(type.valueStream().toList()).asString() : type.asString("any");
        var nodes = Json.MAPPER.getNodeFactory();
        return switch (name) {
            case "string" -> nodes.stringNode(random.nextInt(4) == 0 ? oddWord() : word());
            case "integer" -> nodes.numberNode(number(schema));
            case "number" ->
                random.nextBoolean() ? nodes.numberNode(number(schema)) : nodes.numberNode(random.nextDouble());
            case "boolean" -> nodes.booleanNode(random.nextBoolean());
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            case "null" -> nodes.nullNode();
            default -> odd();
        };
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(least + 3);
        return switch (random.nextInt(8)) {
            case 0 -> least - 1;
            case 1 -> most + 1;
            case 2 -> Long.MAX_VALUE;
            default -> random.nextLong(least, most + 1);
        };
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        int size = depth > DEEPEST ? 0 : random.nextInt(3);
        for (int i = 0; i < size; i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || (depth < DEEPEST && random.nextInt(4) == 0)) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        });
        if (schema.has("additionalProperties") && depth < DEEPEST) {
            object.set(word(), of(schema.path("additionalProperties"), depth + 1));
        }
        return object;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
