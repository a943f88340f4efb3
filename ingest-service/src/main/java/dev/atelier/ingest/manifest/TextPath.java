package dev.atelier.ingest.manifest;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Where in a manifest a value stands, as templates say it: names parted by dots, one that is more than a word as a JSON
 * string, a number for an element of an array. No names at all, written as a dot, are the value that a section is for.
 */
record TextPath(List<String> names) {
    /** A manifest is nested no deeper. */
    private static final int LONGEST = JsonText.DEEPEST;

    private static final Pattern STEP =
            Pattern.compile("\\G\\s*(?:(\"(?:[^\"\\\\]++|\\\\.)*+\")|([^.\"\\s]++))\\s*(?:\\.(?=.)|$)");

    TextPath {
        names = List.copyOf(names);
    }

    /** The path that {@code text} is; empty where it is none. */
    static Optional<TextPath> parse(String text) {
        if (text.equals(".")) {
            return Optional.of(new TextPath(List.of()));
        }
        List<String> names = new ArrayList<>();
        Matcher steps = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && names.size() <= LONGEST && steps.find()) {
            end = steps.end();
            names.add(
                    steps.group(1) == null
                            ? steps.group(2)
                            : JsonText.read(steps.group(1)).stringValue());
        }
        boolean isPath = !names.isEmpty() && names.size() <= LONGEST && end == text.length();
        return isPath ? Optional.of(new TextPath(names)) : Optional.empty();
    }

    /** What stands there, seen from the innermost of {@code contexts} that has the first name. */
    Optional<JsonNode> in(Deque<JsonNode> contexts) {
        if (names.isEmpty()) {
            return Optional.of(contexts.getFirst());
        }
        for (JsonNode context : contexts) {
            Optional<JsonNode> found = member(context, names.getFirst());
            if (found.isPresent()) {
                return below(found.get());
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> below(JsonNode first) {
        Optional<JsonNode> found = Optional.of(first);
        for (int next = 1; next < names.size() && found.isPresent(); next++) {
            found = member(found.get(), names.get(next));
        }
        return found;
    }

    private static Optional<JsonNode> member(JsonNode value, String name) {
        if (value.isArray()) {
            return isIndex(name) ? value.optional(Integer.parseInt(name)) : Optional.empty();
        }
        return value.optional(name);
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty() && name.length() < 10 && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
