package dev.atelier.platform.extraction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Finds schemas that come back to themselves at the same place of an answer, which nobody could judge by: one that comes back to
 * itself further inside an answer ends with it. For one schema and one thread.
 */
final class Circles {
    private static final Set<String> ONE = Set.of("not", "if", "then", "else");
    private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf");
    private static final int FURTHEST = 150;

    private final Map<String, JsonNode> byPath;
    /** Of those that were looked at: whether they still are. */
    private final Map<String, Boolean> open = new HashMap<>();

    /** In the schemas {@code byPath}, which are all there are. */
    Circles(Map<String, JsonNode> byPath) {
        this.byPath = byPath;
    }

    /** The first reference that leads back, or too far. */
    Optional<Violation> first() {
        return byPath.keySet().stream().flatMap(path -> from(path, 0).stream()).findFirst();
    }

    private Optional<Violation> from(String path, int steps) {
        Boolean state = open.get(path);
        if (state != null && !state) {
            return Optional.empty();
        }
        if (state != null || steps > FURTHEST) {
            return Optional.of(new Violation(path, "must not refer to itself without end"));
        }
        open.put(path, true);
        for (String next : next(path)) {
            var found = from(next, steps + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        open.put(path, false);
        return Optional.empty();
    }

    private List<String> next(String path) {
        JsonNode schema = byPath.get(path);
        if (schema == null) {
            return List.of();
        }
        return schema.properties().stream()
                .flatMap(rule -> inPlace(Place.step(path, rule.getKey()), rule).stream())
                .toList();
    }

    private static List<String> inPlace(String path, Map.Entry<String, JsonNode> rule) {
        String key = rule.getKey();
        JsonNode value = rule.getValue();
        if (key.equals("$ref")) {
            return SchemaCheck.pointer(value.asString("#")).stream().toList();
        }
        if (ONE.contains(key)) {
            return List.of(path);
        }
        if (key.equals("dependentSchemas")) {
            return value.propertyNames().stream()
                    .map(name -> Place.step(path, name))
                    .toList();
        }
        return SEVERAL.contains(key)
                ? IntStream.range(0, value.size())
                        .mapToObj(at -> path + "/" + at)
                        .toList()
                : List.of();
    }
}
