package dev.atelier.platform.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema made by chance, with an answer that conforms to it and one that says the same in other types.
 *
 * @param careless as models write: numbers and truth values as text, words in other case, one thing instead of a list of it
 */
record Sample(ObjectNode schema, JsonNode valid, JsonNode careless) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> WORDS = List.of("Amber", "Birch", "Cedar", "Delta");

    /** A whole schema: an object, or rarely a list or a single value. */
    static Sample of(RandomGenerator random) {
        return random.nextInt(10) < 8 ? object(random, 3) : any(random, 3);
    }

    private static Sample any(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> integer(random);
            case 1 -> number(random);
            case 2 -> truth(random);
            case 3 -> word(random);
            case 4 -> text(random);
            case 5 -> nullable(random);
            case 6 -> list(random, depth);
            case 7 -> choice(random, depth);
            default -> object(random, depth);
        };
    }

    private static Sample integer(RandomGenerator random) {
        int least = random.nextInt(-50, 50);
        var value = NODES.numberNode(least + random.nextInt(20));
        return new Sample(
                typed("integer").put("minimum", least).put("maximum", least + 20),
                value,
                random.nextBoolean() ? NODES.stringNode(value.toString()) : value);
    }

    private static Sample number(RandomGenerator random) {
        var value = NODES.numberNode(java.math.BigDecimal.valueOf(random.nextInt(10_000), 2));
        return new Sample(
                typed("number").put("minimum", 0), value, random.nextBoolean() ? NODES.stringNode(" " + value) : value);
    }

    private static Sample truth(RandomGenerator random) {
        var value = NODES.booleanNode(random.nextBoolean());
        return new Sample(typed("boolean"), value, NODES.stringNode(value.asBoolean() ? "True" : "FALSE"));
    }

    private static Sample word(RandomGenerator random) {
        var schema = random.nextBoolean() ? typed("string") : NODES.objectNode();
        WORDS.forEach(schema.putArray("enum")::add);
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return new Sample(
                schema, NODES.stringNode(word), NODES.stringNode(" " + word.toUpperCase(java.util.Locale.ROOT)));
    }

    private static Sample text(RandomGenerator random) {
        var value = NODES.stringNode(Integer.toString(random.nextInt(100, 1_000)));
        var schema = typed("string").put("minLength", 3);
        return new Sample(
                random.nextBoolean() ? schema : schema.put("pattern", "^[0-9]+$"),
                value,
                random.nextBoolean() ? NODES.numberNode(Integer.parseInt(value.asString())) : value);
    }

    private static Sample nullable(RandomGenerator random) {
        var schema = NODES.objectNode();
        schema.putArray("type").add("integer").add("null");
        JsonNode value = random.nextBoolean() ? NODES.nullNode() : NODES.numberNode(random.nextInt(10));
        return new Sample(schema, value, value.isNull() ? value : NODES.stringNode(value.toString()));
    }

    private static Sample list(RandomGenerator random, int depth) {
        Sample item = any(random, depth - 1);
        var schema = typed("array");
        schema.set("items", item.schema);
        schema.put("minItems", 1);
        // What is a list itself stays in one: it would be taken for the list that it is alone in.
        boolean alone = item.careless.isArray() || item.careless.isNull() || random.nextBoolean();
        return new Sample(
                schema,
                NODES.arrayNode().add(item.valid),
                alone ? NODES.arrayNode().add(item.careless) : item.careless);
    }

    /** Of things that differ in a word, so that a model can tell which is meant. */
    private static Sample choice(RandomGenerator random, int depth) {
        var schema = NODES.objectNode();
        var branches = schema.putArray(random.nextBoolean() ? "anyOf" : "oneOf");
        List<Sample> samples = new ArrayList<>();
        for (String kind : List.of("circle", "square")) {
            Sample sample = object(random, depth - 1);
            var properties = (ObjectNode) sample.schema.get("properties");
            properties.putObject("kind").put("const", kind);
            sample.schema.withArray("required").add("kind");
            ((ObjectNode) sample.valid).put("kind", kind);
            branches.add(sample.schema);
            samples.add(sample);
        }
        Sample chosen = samples.get(random.nextInt(samples.size()));
        return new Sample(schema, chosen.valid, chosen.valid);
    }

    private static Sample object(RandomGenerator random, int depth) {
        var schema = typed("object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        var valid = NODES.objectNode();
        var careless = NODES.objectNode();
        for (int at = 0; at <= random.nextInt(4); at++) {
            Sample inner = any(random, depth - 1);
            String name = "p" + at;
            properties.set(name, inner.schema);
            boolean must = random.nextBoolean();
            if (must) {
                required.add(name);
            }
            if (must || random.nextBoolean()) {
                valid.set(name, inner.valid);
                careless.set(name, inner.careless);
            } else if (!allowsNull(inner.schema)) {
                careless.putNull(name);
            }
        }
        if (random.nextBoolean()) {
            schema.put("additionalProperties", false);
        }
        return new Sample(schema, valid, careless);
    }

    private static boolean allowsNull(JsonNode schema) {
        return schema.path("type").isArray();
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }
}
