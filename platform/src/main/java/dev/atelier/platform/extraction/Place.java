package dev.atelier.platform.extraction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A schema inside a schema. What lies under {@code const}, {@code enum} or an unknown keyword is a value, not a schema.
 *
 * @param path JSON pointer from the root
 */
record Place(String path, JsonNode schema) {
    private static final Set<String> ONE = Set.of(
            "items",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contains",
            "propertyNames",
            "not",
            "if",
            "then",
            "else",
            "contentSchema");
    private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** All schemas in {@code root}, itself first. It must be known to be of a bounded depth. */
    static List<Place> all(JsonNode root) {
        List<Place> all = new ArrayList<>();
        var open = new ArrayDeque<Place>();
        open.add(new Place("", root));
        while (!open.isEmpty()) {
            Place place = open.poll();
            all.add(place);
            open.addAll(place.inner());
        }
        return all;
    }

    private List<Place> inner() {
        List<Place> inner = new ArrayList<>();
        for (var entry : schema.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (ONE.contains(key)) {
                add(inner, step(path, key), value);
            } else if (SEVERAL.contains(key) && value.isArray()) {
                for (int at = 0; at < value.size(); at++) {
                    add(inner, step(path, key) + "/" + at, value.get(at));
                }
            } else if (NAMED.contains(key) && value.isObject()) {
                value.properties()
                        .forEach(named -> add(inner, step(step(path, key), named.getKey()), named.getValue()));
            }
        }
        return inner;
    }

    private static void add(List<Place> places, String path, JsonNode schema) {
        if (schema.isObject() || schema.isBoolean()) {
            places.add(new Place(path, schema));
        }
    }

    /** The pointer {@code path} one step further. */
    static String step(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
