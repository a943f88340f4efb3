package dev.atelier.platform.extraction;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Whether a schema from outside can be worked with: bounded, of our dialect, and in need of nothing from elsewhere. */
final class SchemaCheck {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 50_000;
    private static final int LONGEST_PATTERN = 2_000;
    /** Of counts in counts, multiplied. */
    private static final int MOST_REPETITIONS = 10_000;

    private static final int MOST_NAMED = 50;
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");

    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(DIALECT));

    private SchemaCheck() {}

    /** What is wrong with {@code schema}, with paths into it. Empty: nothing that can be told without an answer. */
    static List<Violation> violations(JsonNode schema) {
        if (!schema.isObject() && !schema.isBoolean()) {
            return List.of(new Violation("", "must be a JSON Schema: an object, true or false"));
        }
        var size = size(schema);
        if (size.isPresent()) {
            return List.of(size.get());
        }
        List<Violation> violations = META.validate(schema).stream()
                .map(error -> new Violation(error.getInstanceLocation().toString(), error.getMessage()))
                .distinct()
                .limit(MOST_NAMED)
                .toList();
        return violations.isEmpty() ? rules(schema) : violations;
    }

    private static Optional<Violation> size(JsonNode schema) {
        record Level(JsonNode node, int depth) {}
        var open = new ArrayDeque<Level>();
        open.push(new Level(schema, 1));
        int values = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.depth() > DEEPEST) {
                return Optional.of(new Violation("", "must be at most %d levels deep".formatted(DEEPEST)));
            }
            if (++values > MOST_VALUES) {
                return Optional.of(new Violation("", "must have at most %d values".formatted(MOST_VALUES)));
            }
            level.node().forEach(inner -> open.push(new Level(inner, level.depth() + 1)));
        }
        return Optional.empty();
    }

    private static List<Violation> rules(JsonNode schema) {
        List<Place> places = Place.all(schema);
        Map<String, JsonNode> byPath =
                places.stream().collect(Collectors.toMap(Place::path, Place::schema, (first, _) -> first));
        // Below an $id of its own a pointer starts elsewhere; there the validator finds what is meant, or says that it
        // does not.
        boolean onePiece = places.stream()
                .noneMatch(place -> !place.path().isEmpty() && place.schema().has("$id"));
        List<Violation> violations = new ArrayList<>();
        for (Place place : places) {
            dialect(place).ifPresent(violations::add);
            for (String key : REFERENCES) {
                reference(place, key, onePiece ? byPath::get : _ -> schema).ifPresent(violations::add);
            }
            patterns(place, violations);
        }
        if (onePiece && violations.isEmpty()) {
            new Circles(byPath).first().ifPresent(violations::add);
        }
        return violations.stream().limit(MOST_NAMED).toList();
    }

    private static Optional<Violation> dialect(Place place) {
        JsonNode dialect = place.schema().path("$schema");
        return dialect.isMissingNode() || DIALECT.equals(dialect.asString("").replaceFirst("#$", ""))
                ? Optional.empty()
                : Optional.of(new Violation(Place.step(place.path(), "$schema"), "must be " + DIALECT));
    }

    /** To follow a reference elsewhere would be a request to wherever the author likes. */
    private static Optional<Violation> reference(Place place, String key, Function<String, JsonNode> target) {
        JsonNode reference = place.schema().path(key);
        if (reference.isMissingNode()) {
            return Optional.empty();
        }
        String path = Place.step(place.path(), key);
        String text = reference.asString("");
        if (!text.startsWith("#")) {
            return Optional.of(new Violation(path, "must refer to the schema itself (#…)"));
        }
        Optional<String> pointer = pointer(text);
        return pointer.isPresent() && target.apply(pointer.get()) == null
                ? Optional.of(new Violation(path, "refers to nothing"))
                : Optional.empty();
    }

    /** The JSON pointer in the local reference {@code text}; none where it names an anchor, or is no pointer at all. */
    static Optional<String> pointer(String text) {
        String fragment = text.substring(1);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return Optional.empty();
        }
        try {
            String decoded = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(JsonPointer.compile(decoded).toString());
        } catch (IllegalArgumentException _) {
            return Optional.of(fragment);
        }
    }

    private static void patterns(Place place, List<Violation> violations) {
        JsonNode pattern = place.schema().path("pattern");
        if (pattern.isString() && !isUsable(pattern.asString())) {
            violations.add(bad(Place.step(place.path(), "pattern")));
        }
        String path = Place.step(place.path(), "patternProperties");
        place.schema().path("patternProperties").propertyNames().stream()
                .filter(name -> !isUsable(name))
                .forEach(name -> violations.add(bad(Place.step(path, name))));
    }

    private static boolean isUsable(String pattern) {
        return pattern.length() <= LONGEST_PATTERN
                && BoundedPattern.isValid(pattern)
                && Repetitions.most(pattern) <= MOST_REPETITIONS;
    }

    private static Violation bad(String path) {
        return new Violation(
                path,
                "must be a valid regular expression of at most %d characters and %d repetitions"
                        .formatted(LONGEST_PATTERN, MOST_REPETITIONS));
    }
}
