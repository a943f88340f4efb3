package dev.atelier.platform.extraction;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How large a strict schema may be. For one schema and one thread. */
final class StrictBounds {
    private static final int MOST_LEVELS = 10;
    private static final int MOST_PROPERTIES = 5_000;
    private static final int MOST_CHOICES = 1_000;
    /** Beyond so many choices of one place, their text is bounded as well. */
    private static final int MANY_CHOICES = 250;

    private static final int MOST_CHOICE_CHARACTERS = 15_000;
    private static final int MOST_CHARACTERS = 120_000;

    private final List<Violation> violations = new ArrayList<>();
    private int properties;
    private int choices;
    private long characters;
    private int levels;

    private StrictBounds() {}

    static List<Violation> violations(ObjectNode schema) {
        var bounds = new StrictBounds();
        bounds.count(schema, 1);
        schema.path("$defs").properties().forEach(definition -> {
            bounds.characters += definition.getKey().length();
            bounds.count(definition.getValue(), 1);
        });
        bounds.check(bounds.levels, MOST_LEVELS, "levels");
        bounds.check(bounds.properties, MOST_PROPERTIES, "properties");
        bounds.check(bounds.choices, MOST_CHOICES, "values to choose from (enum)");
        bounds.check(bounds.characters, MOST_CHARACTERS, "characters in its names and enum values");
        return bounds.violations;
    }

    private void check(long count, long most, String what) {
        if (count > most) {
            violations.add(new Violation(
                    "", "must have at most %d %s for a strict mode, but has %d".formatted(most, what, count)));
        }
    }

    private void count(JsonNode schema, int level) {
        levels = Math.max(levels, level);
        if (schema.has("enum")) {
            choose(schema.get("enum"));
        }
        schema.path("anyOf").forEach(branch -> count(branch, level));
        if (schema.has("items")) {
            count(schema.get("items"), level + 1);
        }
        schema.path("properties").properties().forEach(property -> {
            properties++;
            characters += property.getKey().length();
            JsonNode inner = property.getValue();
            count(inner, isContainer(inner) ? level + 1 : level);
        });
    }

    private static boolean isContainer(JsonNode schema) {
        return schema.has("properties")
                || schema.has("items")
                || schema.path("anyOf").valueStream().anyMatch(StrictBounds::isContainer);
    }

    private void choose(JsonNode values) {
        choices += values.size();
        long text = values.valueStream()
                .filter(JsonNode::isString)
                .mapToLong(value -> value.asString().length())
                .sum();
        characters += text;
        if (values.size() > MANY_CHOICES) {
            check(text, MOST_CHOICE_CHARACTERS, "characters in an enum of more than " + MANY_CHOICES);
        }
    }
}
