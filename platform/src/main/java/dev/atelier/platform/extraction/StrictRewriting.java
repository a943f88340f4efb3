package dev.atelier.platform.extraction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rewrites one schema, on one thread; {@link StrictSchema} says by which rules. */
final class StrictRewriting {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DEFINITIONS = "#/$defs/";
    private static final String WRAPPER = "answer";
    private static final int MOST_NAMED = 50;
    /** Whether a property is there or not matters to these. */
    private static final List<String> ABOUT_PRESENCE = List.of(
            "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "not", "if", "propertyNames");

    /** The properties whose presence tells which branch of a choice an object is of; no keyword of JSON Schema. */
    private static final String TELLING = "$telling";

    private final JsonNode original;
    private final Flattening flattening;
    private final StrictScalars scalars = new StrictScalars();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final ArrayDeque<Place> named = new ArrayDeque<>();
    private final Set<JsonNode> absentWhenNull = Collections.newSetFromMap(new IdentityHashMap<>());
    private Optional<String> wrapper = Optional.empty();

    StrictRewriting(JsonNode original) {
        this.original = original;
        this.flattening = new Flattening(original);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    StrictAnswers answers(ObjectNode strict) {
        return new StrictAnswers(strict, wrapper, absentWhenNull);
    }

    /** All of it; of no use when there are {@link #violations}. */
    ObjectNode root() {
        ObjectNode strict = rewritten(flattening.flat(new Place("", original)), "");
        if (!strict.path("type").asString("").equals("object")) {
            strict = wrapped(strict);
        }
        ObjectNode definitions = NODES.objectNode();
        while (!named.isEmpty() && violations.isEmpty()) {
            Place place = named.poll();
            definitions.set(names.get(place.path()), rewritten(flattening.flat(place), place.path()));
        }
        if (!definitions.isEmpty()) {
            strict.set("$defs", definitions);
        }
        return strict;
    }

    private ObjectNode wrapped(ObjectNode inner) {
        Set<String> taken = new LinkedHashSet<>();
        Place.all(original)
                .forEach(place -> taken.addAll(place.schema().path("properties").propertyNames()));
        String name = WRAPPER;
        while (taken.contains(name)) {
            name += "_";
        }
        wrapper = Optional.of(name);
        ObjectNode object = NODES.objectNode().put("type", "object");
        object.putObject("properties").set(name, inner);
        object.putArray("required").add(name);
        return object.put("additionalProperties", false);
    }

    private ObjectNode rewritten(Place place) {
        if (place.schema().isBoolean() && place.schema().asBoolean()) {
            return refused(place.path(), "allows anything, which a strict mode cannot say");
        }
        return Flattening.isReference(place.schema())
                ? reference(place.schema().get("$ref").asString())
                : rewritten(flattening.flat(place), place.path());
    }

    private ObjectNode reference(String reference) {
        Place target = flattening.target(reference);
        String name = names.computeIfAbsent(target.path(), path -> {
            named.add(target);
            return name(path);
        });
        return NODES.objectNode().put("$ref", DEFINITIONS + name);
    }

    private String name(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_-]", "_");
        String name = last.isEmpty() ? "root" : last;
        for (int number = 2; !taken.add(name); number++) {
            name = "%s_%d".formatted(last, number);
        }
        return name;
    }

    private ObjectNode rewritten(Flat flat, String path) {
        flat.problem().forEach(this::refuse);
        if (!flat.problem().isEmpty() || violations.size() >= MOST_NAMED) {
            return NODES.objectNode();
        }
        if (flattening.isTired()) {
            return refused(path, "is too large once its references are followed");
        }
        for (String key : List.of("anyOf", "oneOf")) {
            if (flat.rules().has(key)) {
                return choice(flat, key, path);
            }
        }
        ObjectNode rules = flat.rules();
        if (rules.has("enum")) {
            return scalars.choices(rules)
                    .orElseGet(() -> refused(
                            Place.step(path, "enum"), "must name values of its type, and neither objects nor lists"));
        }
        Set<String> types = Types.of(rules);
        if (types.isEmpty()) {
            return refused(
                    rules.has("type") ? Place.step(path, "type") : path,
                    rules.has("type") ? "allows nothing" : "must name its type: a strict mode cannot leave it open");
        }
        if (types.stream().noneMatch(Types.CONTAINERS::contains)) {
            return scalars.of(rules, types);
        }
        if (types.size() == 1) {
            return types.contains("object") ? object(flat, path) : array(rules, path);
        }
        ObjectNode choice = NODES.objectNode();
        ArrayNode branches = choice.putArray("anyOf");
        types.forEach(type -> {
            ObjectNode one = rules.deepCopy().put("type", type);
            branches.add(rewritten(new Flat(one, flat.mentioned(), Map.of()), path));
        });
        return choice;
    }

    /** What stands beside the branches holds in each of them. */
    private ObjectNode choice(Flat flat, String key, String path) {
        ObjectNode beside = flat.rules().deepCopy();
        JsonNode branches = beside.remove(key);
        ObjectNode described = NODES.objectNode();
        Flattening.ANNOTATIONS.forEach(name -> {
            if (beside.has(name)) {
                described.set(name, beside.remove(name));
            }
        });
        if (key.equals("oneOf")) {
            Set<String> telling = Branches.telling(branches);
            if (!telling.isEmpty()) {
                telling.forEach(beside.putArray(TELLING)::add);
            }
        }
        ArrayNode rewritten = NODES.arrayNode();
        for (int at = 0; at < branches.size() && violations.isEmpty(); at++) {
            flattening.copied(beside);
            var branch = new Place(Place.step(path, key) + "/" + at, branches.get(at));
            if (!branch.schema().isBoolean() || branch.schema().asBoolean()) {
                rewritten.add(
                        beside.isEmpty()
                                ? rewritten(branch)
                                : rewritten(
                                        new Flat(beside, flat.mentioned(), Map.of())
                                                .with(flattening.flat(branch), branch.path()),
                                        branch.path()));
            }
        }
        if (rewritten.isEmpty()) {
            return refused(Place.step(path, key), "allows nothing");
        }
        return rewritten.size() == 1 ? (ObjectNode) rewritten.get(0) : described.set("anyOf", rewritten);
    }

    private ObjectNode array(ObjectNode rules, String path) {
        if (rules.has("prefixItems")) {
            return refused(
                    Place.step(path, "prefixItems"), "gives places types of their own, which a strict mode cannot say");
        }
        if (!rules.path("items").isObject()) {
            return refused(Place.step(path, "items"), "must say what the list is of");
        }
        refuseUnlessFalse(rules, "unevaluatedItems", path);
        ObjectNode strict = scalars.described(rules, NODES.objectNode().put("type", "array"));
        strict.set("items", rewritten(new Place(Place.step(path, "items"), rules.get("items"))));
        return scalars.kept(rules, strict, "minItems", "maxItems");
    }

    private ObjectNode object(Flat flat, String path) {
        ObjectNode rules = flat.rules();
        if (!rules.path("patternProperties").isEmpty()) {
            return refused(Place.step(path, "patternProperties"), "leaves names open, which a strict mode cannot say");
        }
        refuseUnlessFalse(rules, "additionalProperties", path);
        refuseUnlessFalse(rules, "unevaluatedProperties", path);
        JsonNode properties = rules.path("properties");
        if (properties.isEmpty() && !rules.has("additionalProperties")) {
            return refused(path, "must say which properties it has: a strict mode cannot leave them open");
        }
        Set<String> required = new LinkedHashSet<>();
        rules.path("required").forEach(name -> required.add(name.asString()));
        required.stream()
                .filter(name -> !properties.has(name))
                .forEach(name -> refuse(Place.step(path, "required"), "names a property that is not described"));
        flat.mentioned().forEach((name, where) -> {
            if (!properties.has(name)) {
                refuse(where, "speaks of a property that the object itself does not describe");
            }
        });
        ObjectNode strict = scalars.described(rules, NODES.objectNode().put("type", "object"));
        ObjectNode rewritten = strict.putObject("properties");
        for (var property : properties.properties()) {
            if (!violations.isEmpty() && flattening.isTired()) {
                break;
            }
            var place = new Place(Place.step(Place.step(path, "properties"), property.getKey()), property.getValue());
            property(place, required.contains(property.getKey()), rules)
                    .ifPresent(schema -> rewritten.set(property.getKey(), schema));
        }
        rewritten.propertyNames().forEach(strict.putArray("required")::add);
        return strict.put("additionalProperties", false);
    }

    /** None where the property must not be there. */
    private Optional<ObjectNode> property(Place place, boolean required, ObjectNode object) {
        if (place.schema().isBoolean() && !place.schema().asBoolean() && !required) {
            return Optional.empty();
        }
        ObjectNode strict = rewritten(place);
        if (required || !violations.isEmpty()) {
            return Optional.of(strict);
        }
        if (!allowsNull(place.schema())) {
            ObjectNode nullable = scalars.nullable(strict);
            absentWhenNull.add(nullable);
            return Optional.of(nullable);
        }
        boolean isTelling = object.path(TELLING)
                .valueStream()
                .anyMatch(name -> Place.step("", name.asString())
                        .equals(place.path().substring(place.path().lastIndexOf('/'))));
        if (isTelling || ABOUT_PRESENCE.stream().anyMatch(object::has)) {
            refuse(place.path(), "may be absent or null, and a rule of its object may tell the two apart");
        }
        return Optional.of(strict);
    }

    /** Whether null, given for this property, is what the original means by null. */
    private boolean allowsNull(JsonNode schema) {
        return flattening.allowsNull(new Place("", schema));
    }

    private void refuseUnlessFalse(ObjectNode rules, String key, String path) {
        JsonNode value = rules.path(key);
        if (!value.isMissingNode() && !(value.isBoolean() && !value.asBoolean())) {
            refuse(Place.step(path, key), "leaves open what else there may be, which a strict mode cannot say");
        }
    }

    private ObjectNode refused(String path, String why) {
        refuse(path, why);
        return NODES.objectNode();
    }

    private void refuse(String path, String why) {
        var violation = new Violation(path, why);
        if (violations.size() < MOST_NAMED && !violations.contains(violation)) {
            violations.add(violation);
        }
    }
}
