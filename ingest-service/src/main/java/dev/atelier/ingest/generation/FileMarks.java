package dev.atelier.ingest.generation;

import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a model's input schema says of files: a text with {@code contentMediaType} of {@code image/…} or {@code video/…} holds
 * or names one. Each value stands for one schema that applies to a part of the input. Immutable.
 */
final class FileMarks {
    private static final List<String> IN_PLACE = List.of("allOf", "anyOf", "oneOf");
    /** Schemas may refer to one another in circles. */
    private static final int DEEPEST = 20;

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
        List<FileMarks> all = new ArrayList<>();
        collect(schema, DEEPEST, all);
        return all;
    }

    private void collect(JsonNode applied, int levels, List<FileMarks> all) {
        if (levels == 0) {
            return;
        }
        all.add(new FileMarks(root, applied));
        String reference = applied.path("$ref").asString("");
        if (reference.startsWith("#/")) {
            collect(root.at(reference.substring(1)), levels - 1, all);
        }
        for (String keyword : IN_PLACE) {
            applied.path(keyword).forEach(one -> collect(one, levels - 1, all));
        }
    }

    /** What applies to property {@code name} of what {@code marks} apply to. */
    static List<FileMarks> of(List<FileMarks> marks, String name) {
        return marks.stream()
                .flatMap(mark ->
                        new FileMarks(mark.root, mark.schema.path("properties").path(name)).all().stream())
                .toList();
    }

    /** What applies to the items of the list that {@code marks} apply to. */
    static List<FileMarks> ofItems(List<FileMarks> marks) {
        return marks.stream()
                .flatMap(mark -> new FileMarks(mark.root, mark.schema.path("items")).all().stream())
                .toList();
    }
}
