package dev.atelier.ingest.manifest;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes one manifest as a table: its rows are the elements of one array, the manifest itself or the outermost in it that
 * holds an object; all that stands beside that array is repeated in each row. Without such an array there is one row.
 */
final class CsvWriter {
    private final Optional<At> rows;

    private CsvWriter(Optional<At> rows) {
        this.rows = rows;
    }

    /** A value and the head of the column that it would be. */
    private record At(String head, JsonNode value) {}

    static void write(JsonNode manifest, OutputStream output) {
        new CsvWriter(spread(manifest)).table(manifest, output);
    }

    /** The array whose elements are rows. */
    private static Optional<At> spread(JsonNode manifest) {
        if (manifest.isArray()) {
            return Optional.of(new At("", manifest))
                    .filter(array -> !array.value().isEmpty());
        }
        Queue<At> objects = new ArrayDeque<>();
        objects.add(new At("", manifest));
        while (!objects.isEmpty()) {
            At object = objects.remove();
            for (Map.Entry<String, JsonNode> entry : object.value().properties()) {
                var member = new At(CsvPath.member(object.head(), entry.getKey()), entry.getValue());
                if (member.value().isArray() && member.value().valueStream().anyMatch(JsonNode::isObject)) {
                    return Optional.of(member);
                }
                if (member.value().isObject()) {
                    objects.add(member);
                }
            }
        }
        return Optional.empty();
    }

    private void table(JsonNode manifest, OutputStream output) {
        Map<String, String> beside = new LinkedHashMap<>();
        flatten("", manifest, beside);
        List<Map<String, String>> lines = rows.map(this::lines).orElseGet(() -> List.of(Map.of()));
        Set<String> heads = new LinkedHashSet<>();
        lines.forEach(line -> heads.addAll(line.keySet()));
        try (JsonGenerator generator = Csv.generator(output)) {
            write(generator, Stream.concat(beside.keySet().stream(), heads.stream()));
            for (Map<String, String> line : lines) {
                Stream<String> cells = heads.stream().map(head -> line.getOrDefault(head, ""));
                write(generator, Stream.concat(beside.values().stream(), cells));
            }
        }
    }

    private List<Map<String, String>> lines(At array) {
        List<Map<String, String>> lines = new ArrayList<>();
        for (JsonNode element : array.value()) {
            Map<String, String> line = new LinkedHashMap<>();
            flatten(array.head() + CsvPath.ROWS, element, line);
            lines.add(line);
        }
        return lines;
    }

    /** Adds the cells of {@code value}, by the heads of their columns; the rows are no cell of what is beside them. */
    private void flatten(String head, JsonNode value, Map<String, String> cells) {
        if (value.isObject() && !value.isEmpty()) {
            value.forEachEntry((name, member) -> flatten(CsvPath.member(head, name), member, cells));
        } else if (rows.isEmpty() || !head.equals(rows.get().head())) {
            cells.put(head.isEmpty() ? CsvPath.ROOT : head, CsvCell.of(value));
        }
    }

    private static void write(JsonGenerator generator, Stream<String> cells) {
        generator.writeStartArray();
        cells.forEach(generator::writeString);
        generator.writeEndArray();
    }
}
