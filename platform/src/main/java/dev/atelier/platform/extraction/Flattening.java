package dev.atelier.platform.extraction;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts together what one place of a schema says, with its references and its {@code allOf}. For one schema and one thread. */
final class Flattening {
    static final Set<String> ANNOTATIONS = Set.of("title", "description");
    /** Of no meaning to a vendor, or said elsewhere. */
    private static final Set<String> ASIDE = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$dynamicAnchor",
            "$vocabulary",
            "$comment",
            "$defs",
            "definitions",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$ref",
            "allOf",
            "const");

    private static final Set<String> CONDITIONAL = Set.of("then", "else");
    private static final int MOST_STEPS = 20_000;
    /** Values; a schema has fewer than 50,000, and most are copied once for each level they lie at. */
    private static final int MOST_COPIED = 2_000_000;

    private final JsonNode root;
    private int steps;
    private int copied;

    Flattening(JsonNode root) {
        this.root = root;
    }

    /** Whether the schema has been followed for longer than any honest one takes. */
    boolean isTired() {
        return ++steps > MOST_STEPS || copied > MOST_COPIED;
    }

    /** All of {@code schema} is copied, which is work as well. */
    void copied(JsonNode schema) {
        var open = new ArrayDeque<JsonNode>(List.of(schema));
        while (!open.isEmpty() && copied <= MOST_COPIED) {
            copied++;
            open.pop().forEach(open::push);
        }
    }

    /** Whether {@code schema} does nothing but refer to another. */
    static boolean isReference(JsonNode schema) {
        return schema.has("$ref")
                && schema.propertyNames().stream()
                        .allMatch(key -> key.equals("$ref")
                                || ANNOTATIONS.contains(key)
                                || (ASIDE.contains(key) && !key.equals("allOf") && !key.equals("const")));
    }

    /** The schema that a reference by a pointer from the root means. */
    Place target(String reference) {
        String pointer = SchemaCheck.pointer(reference).orElseThrow();
        return new Place(pointer, root.at(JsonPointer.compile(pointer)));
    }

    Flat flat(Place place) {
        return flat(place, Set.of());
    }

    /** All of {@code place}; {@code following} are the references on the way to it. */
    private Flat flat(Place place, Set<String> following) {
        JsonNode schema = place.schema();
        if (isTired()) {
            return Flat.problem(place.path(), "is too large once its references are followed");
        }
        if (schema.isMissingNode()) {
            return Flat.problem(place.path(), "refers to nothing");
        }
        if (schema.isBoolean()) {
            return schema.asBoolean()
                    ? Flat.of(JsonNodeFactory.instance.objectNode())
                    : Flat.problem(place.path(), "allows nothing");
        }
        copied(schema);
        Flat flat = own(place);
        if (schema.has("$ref")) {
            Place target = target(schema.get("$ref").asString());
            String path = Place.step(place.path(), "$ref");
            if (following.contains(target.path())) {
                return Flat.problem(path, "refers to itself where it would have to be put together");
            }
            var further = new LinkedHashSet<>(following);
            further.add(target.path());
            flat = flat.with(flat(target, further), path);
        }
        JsonNode all = schema.path("allOf");
        for (int at = 0; at < all.size() && flat.problem().isEmpty(); at++) {
            String path = Place.step(place.path(), "allOf") + "/" + at;
            copied(flat.rules());
            flat = flat.with(flat(new Place(path, all.get(at)), following), path);
        }
        return flat;
    }

    /** Whether null is a value that {@code place} is meant to have. */
    boolean allowsNull(Place place) {
        return allowsNull(place.schema(), Set.of());
    }

    private boolean allowsNull(JsonNode schema, Set<String> following) {
        if (!schema.isObject() || isTired()) {
            return schema.isBoolean() && schema.asBoolean();
        }
        Set<String> types = Types.of(schema);
        boolean own = (types.isEmpty() || types.contains(Types.NULL))
                && (!schema.has("enum") || schema.get("enum").valueStream().anyMatch(JsonNode::isNull))
                && (!schema.has("const") || schema.get("const").isNull());
        return own
                && refersToNull(schema, following)
                && schema.path("allOf").valueStream().allMatch(part -> allowsNull(part, following))
                && isEmptyOrAny(schema.path("anyOf"), following)
                && isEmptyOrAny(schema.path("oneOf"), following);
    }

    private boolean refersToNull(JsonNode schema, Set<String> following) {
        if (!schema.has("$ref")) {
            return true;
        }
        Place target = target(schema.get("$ref").asString());
        var further = new LinkedHashSet<>(following);
        return further.add(target.path()) && allowsNull(target.schema(), further);
    }

    private boolean isEmptyOrAny(JsonNode branches, Set<String> following) {
        return branches.isEmpty() || branches.valueStream().anyMatch(branch -> allowsNull(branch, following));
    }

    private static Flat own(Place place) {
        ObjectNode rules = ((ObjectNode) place.schema()).deepCopy();
        rules.remove(ASIDE);
        JsonNode constant = place.schema().get("const");
        if (constant != null) {
            var only = rules.arrayNode().add(constant);
            boolean allowed =
                    !rules.has("enum") || rules.get("enum").valueStream().anyMatch(constant::equals);
            rules.set("enum", allowed ? only : rules.arrayNode());
        }
        return new Flat(rules, mentioned(place), Map.of());
    }

    /** The properties that come into being by a condition; they need a description of their own. */
    private static Map<String, String> mentioned(Place place) {
        Map<String, String> names = new HashMap<>();
        for (String key : CONDITIONAL) {
            mention(place.schema().path(key), Place.step(place.path(), key), names);
        }
        String path = Place.step(place.path(), "dependentSchemas");
        place.schema()
                .path("dependentSchemas")
                .properties()
                .forEach(entry -> mention(entry.getValue(), Place.step(path, entry.getKey()), names));
        String required = Place.step(place.path(), "dependentRequired");
        place.schema()
                .path("dependentRequired")
                .properties()
                .forEach(entry -> entry.getValue().forEach(name -> names.put(name.asString(), required)));
        return names;
    }

    private static void mention(JsonNode condition, String path, Map<String, String> names) {
        condition.path("properties").propertyNames().forEach(name -> names.put(name, path));
        condition.path("required").forEach(name -> names.put(name.asString(), path));
        for (String key : List.of("allOf", "anyOf", "oneOf")) {
            condition.path(key).forEach(inner -> mention(inner, path, names));
        }
    }
}
