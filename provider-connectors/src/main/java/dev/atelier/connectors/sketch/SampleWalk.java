package dev.atelier.connectors.sketch;

import dev.atelier.connectors.picture.Hash;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks a schema and makes a value for each place in it. What is left open is chosen by seed, variant and place; deep down
 * it keeps to what is required, so that a schema that refers to itself comes to an end. For one sample and one thread.
 */
final class SampleWalk {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Below this, only what is required. */
    private static final int SHALLOW = 5;

    private static final int DEEPEST = 40;
    private static final int MOST_NODES = 5_000;
    private static final int MOST_ITEMS = 1_000;

    private final ObjectNode root;
    private final long seed;
    private final int variant;
    private int nodes;

    SampleWalk(ObjectNode root, long seed, int variant) {
        this.root = root;
        this.seed = seed;
        this.variant = variant;
    }

    /** A value; none when this variant leads nowhere. */
    Optional<JsonNode> sample() {
        return value(root, "", 0);
    }

    private Optional<JsonNode> value(JsonNode schema, String path, int depth) {
        if (++nodes > MOST_NODES || depth > DEEPEST || (schema.isBoolean() && !schema.asBoolean())) {
            return Optional.empty();
        }
        ObjectNode rules = NODES.objectNode();
        if (!flatten(schema, rules, path, depth)) {
            return Optional.empty();
        }
        if (rules.has("const")) {
            return Optional.of(rules.get("const"));
        }
        if (rules.path("enum").isArray()) {
            return pick(List.copyOf(rules.get("enum").values()), path);
        }
        return typed(rules, path, depth);
    }

    private Optional<JsonNode> typed(ObjectNode rules, String path, int depth) {
        return switch (type(rules, path)) {
            case "object" -> object(rules, path, depth);
            case "array" -> array(rules, path, depth);
            case "integer" -> SampleNumbers.whole(rules, choice(path)).map(NODES::numberNode);
            case "number" -> SampleNumbers.decimal(rules, choice(path)).map(NODES::numberNode);
            case "boolean" -> Optional.of(NODES.booleanNode((choice(path) & 1) == 0));
            case "null" -> Optional.of(NODES.nullNode());
            case "string" -> SampleStrings.of(rules, choice(path)).map(NODES::stringNode);
            // An impossible or unknown type.
            default -> Optional.empty();
        };
    }

    /** Gathers in {@code rules} what holds here: references, all of allOf, and one branch of each choice. */
    private boolean flatten(JsonNode schema, ObjectNode rules, String path, int depth) {
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            return false;
        }
        if (!schema.isObject()) {
            return schema.asBoolean(true);
        }
        var own = ((ObjectNode) schema).deepCopy();
        var parts = new ArrayList<JsonNode>();
        removed(own, "$ref").forEach(target -> parts.add(resolve(target.asString(""))));
        removed(own, "$dynamicRef").forEach(target -> parts.add(resolve(target.asString(""))));
        removed(own, "allOf").forEach(all -> parts.addAll(all.values()));
        removed(own, "anyOf").forEach(branches -> parts.add(branch(branches, path + "anyOf", depth)));
        removed(own, "oneOf").forEach(branches -> parts.add(branch(branches, path + "oneOf", depth)));
        condition(own, parts);
        SchemaMerge.into(rules, own);
        return parts.stream().allMatch(part -> flatten(part, rules, path, depth + 1));
    }

    private static Stream<JsonNode> removed(ObjectNode schema, String key) {
        return Optional.ofNullable(schema.remove(key)).stream();
    }

    private void condition(ObjectNode own, List<JsonNode> parts) {
        JsonNode condition = own.remove("if");
        JsonNode then = own.remove("then");
        JsonNode otherwise = own.remove("else");
        if (condition != null && variant % 4 < 2) {
            parts.add(condition);
            if (then != null) {
                parts.add(then);
            }
        } else if (condition != null && otherwise != null) {
            parts.add(otherwise);
        }
    }

    /** Deep down a branch that refers to nothing is taken, where there is one. */
    private JsonNode branch(JsonNode branches, String path, int depth) {
        List<JsonNode> all = List.copyOf(branches.values());
        if (all.isEmpty()) {
            return NODES.booleanNode(false);
        }
        if (depth > SHALLOW) {
            var ends = all.stream().filter(branch -> !branch.has("$ref")).toList();
            return pick(ends.isEmpty() ? all : ends, path).orElse(all.getFirst());
        }
        // The first variants go through the branches in order; later ones mix them.
        return variant < all.size() ? all.get(variant) : pick(all, path).orElse(all.getFirst());
    }

    private JsonNode resolve(String reference) {
        String pointer = reference.isEmpty() ? "" : reference.substring(1);
        if (pointer.isEmpty() || pointer.startsWith("/")) {
            JsonNode target = root.at(JsonPointer.compile(decoded(pointer)));
            return target.isMissingNode() ? NODES.booleanNode(false) : target;
        }
        return anchored(root, pointer).orElseGet(() -> NODES.booleanNode(false));
    }

    private static String decoded(String pointer) {
        return pointer.replace("%24", "$").replace("%25", "%");
    }

    private static Optional<JsonNode> anchored(JsonNode schema, String name) {
        if (name.equals(schema.path("$anchor").asString(""))
                || name.equals(schema.path("$dynamicAnchor").asString(""))) {
            return Optional.of(schema);
        }
        return schema.valueStream()
                .flatMap(inner -> anchored(inner, name).stream())
                .findFirst();
    }

    private String type(ObjectNode rules, String path) {
        JsonNode type = rules.path("type");
        if (type.isString()) {
            return type.asString();
        }
        if (type.isArray()) {
            var types = type.valueStream().map(node -> node.asString("")).toList();
            var useful = types.stream().filter(name -> !name.equals("null")).toList();
            return pick(useful.isEmpty() ? types : useful, path).orElse("");
        }
        return implied(rules);
    }

    private static String implied(ObjectNode rules) {
        if (hasAny(rules, "properties", "required", "additionalProperties", "minProperties", "patternProperties")) {
            return "object";
        }
        if (hasAny(rules, "items", "prefixItems", "minItems", "contains", "uniqueItems")) {
            return "array";
        }
        return hasAny(rules, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
                ? "number"
                : "string";
    }

    private static boolean hasAny(ObjectNode rules, String... keys) {
        return List.of(keys).stream().anyMatch(rules::has);
    }

    private Optional<JsonNode> object(ObjectNode rules, String path, int depth) {
        ObjectNode object = NODES.objectNode();
        JsonNode additional = rules.path("additionalProperties");
        for (String name : names(rules, depth)) {
            boolean required = rules.path("required")
                    .valueStream()
                    .anyMatch(node -> node.asString("").equals(name));
            JsonNode schema = rules.path("properties").path(name);
            JsonNode open = additional.isMissingNode() ? NODES.booleanNode(true) : additional;
            var value = value(schema.isMissingNode() ? open : schema, path + "/" + name, depth + 1);
            if (value.isPresent()) {
                object.set(name, value.get());
            } else if (required) {
                return Optional.empty();
            }
        }
        return Optional.of(object);
    }

    private Set<String> names(ObjectNode rules, int depth) {
        Set<String> names = new LinkedHashSet<>();
        int most = rules.path("maxProperties").asInt(Integer.MAX_VALUE);
        int least = Math.min(rules.path("minProperties").asInt(0), MOST_ITEMS);
        rules.path("required").forEach(name -> names.add(name.asString("")));
        boolean generous = depth <= SHALLOW && variant % 2 == 0;
        for (String name : rules.path("properties").propertyNames()) {
            if (names.size() < (generous ? most : least)) {
                names.add(name);
            }
        }
        rules.path("dependentRequired").properties().stream()
                .filter(dependency -> names.contains(dependency.getKey()))
                .toList()
                .forEach(dependency -> dependency.getValue().forEach(name -> names.add(name.asString(""))));
        for (int extra = 1; names.size() < least; extra++) {
            names.add("extra" + extra);
        }
        return names;
    }

    private Optional<JsonNode> array(ObjectNode rules, String path, int depth) {
        int least = Math.max(
                rules.path("minItems").asInt(0),
                rules.has("contains") ? rules.path("minContains").asInt(1) : 0);
        int most = rules.path("maxItems").asInt(Integer.MAX_VALUE);
        int usual =
                depth > SHALLOW ? least : Math.max(2, rules.path("prefixItems").size());
        int size = Math.clamp(usual, Math.min(least, MOST_ITEMS), Math.max(least, most));
        Set<JsonNode> seen = new LinkedHashSet<>();
        var array = NODES.arrayNode();
        for (int at = 0; array.size() < size && at < size + 60; at++) {
            var item = value(item(rules, array.size()), path + "/" + at, depth + 1);
            if (item.isEmpty()) {
                return array.size() >= least ? Optional.of(array) : Optional.empty();
            }
            if (seen.add(item.get()) || !rules.path("uniqueItems").asBoolean(false)) {
                array.add(item.get());
            }
        }
        return array.size() >= least ? Optional.of(array) : Optional.empty();
    }

    private static JsonNode item(ObjectNode rules, int at) {
        JsonNode prefix = rules.path("prefixItems").path(at);
        JsonNode items = rules.path("items");
        JsonNode plain = prefix.isMissingNode() ? items : prefix;
        JsonNode schema = plain.isMissingNode() ? NODES.booleanNode(true) : plain;
        if (at < rules.path("minContains").asInt(1) && rules.has("contains")) {
            var both = NODES.objectNode();
            both.putArray("allOf").add(schema).add(rules.get("contains"));
            return both;
        }
        return schema;
    }

    private <T> Optional<T> pick(List<T> values, String path) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(Math.floorMod(choice(path), values.size())));
    }

    private long choice(String path) {
        return Hash.of(seed + " " + variant + " " + path);
    }
}
