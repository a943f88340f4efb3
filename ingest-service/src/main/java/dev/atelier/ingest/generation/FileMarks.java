package dev.atelier.ingest.generation;

import dev.atelier.platform.json.Json;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a model's input schema says of files: a text with {@code contentMediaType} of {@code image/…} or {@code video/…} holds
 * or names one. Each value stands for one schema that applies to a part of the input. Immutable.
 */
final class FileMarks {
    private static final List<String> IN_PLACE = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode root;
    private final JsonNode schema;

    private FileMarks(JsonNode root, JsonNode schema) {
        this.root = root;
        this.schema = schema;
    }

    /** Those of {@code schema}, a JSON Schema. */
    static FileMarks in(String schema) {
        JsonNode root = Json.MAPPER.readTree(schema);
        return new FileMarks(root, root);
    }

    /** Whether a text here is a file. */
    boolean isFile() {
        String type = schema.path("contentMediaType").asString("");
        return type.startsWith("image/") || type.startsWith("video/");
    }

    /** This and what else applies to the same part. */
    List<FileMarks> all() {
        return all(root, Stream.of(schema));
    }

    /** What applies to property {@code name} of what {@code marks} apply to. */
    static List<FileMarks> of(List<FileMarks> marks, String name) {
        return inside(marks, schema -> schema.path("properties").path(name));
    }

    /** What applies to the items of the list that {@code marks} apply to. */
    static List<FileMarks> ofItems(List<FileMarks> marks) {
        return inside(marks, schema -> schema.path("items"));
    }

    private static List<FileMarks> inside(List<FileMarks> marks, UnaryOperator<JsonNode> step) {
        return marks.isEmpty()
                ? List.of()
                : all(marks.getFirst().root, marks.stream().map(mark -> step.apply(mark.schema)));
    }

    /** Each once, whatever refers to it: schemas may refer to one another in circles. */
    private static List<FileMarks> all(JsonNode root, Stream<JsonNode> schemas) {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        schemas.forEach(schema -> collect(root, schema, seen));
        return seen.stream().map(schema -> new FileMarks(root, schema)).toList();
    }

    private static void collect(JsonNode root, JsonNode schema, Set<JsonNode> seen) {
        if (!schema.isObject() || !seen.add(schema)) {
            return;
        }
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith("#/")) {
            collect(root, root.at(reference.substring(1)), seen);
        }
        for (String keyword : IN_PLACE) {
            schema.path(keyword).forEach(one -> collect(root, one, seen));
        }
    }
}
