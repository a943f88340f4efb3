package dev.atelier.ingest.manifest;

import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one manifest from the table that {@link CsvWriter} made of it. Not thread-safe. */
final class CsvReader {
    private final List<CsvPath> columns;
    private final List<String[]> lines;
    /** Where the array is whose elements are rows; empty where there is one row. */
    private final Optional<List<String>> spread;

    private CsvReader(List<CsvPath> columns, List<String[]> lines) {
        this.columns = columns;
        this.lines = lines;
        List<List<String>> arrays = columns.stream()
                .flatMap(column -> column.array().stream())
                .distinct()
                .toList();
        check(arrays.size() <= 1, "Only the elements of one array can be the rows.");
        this.spread = arrays.stream().findFirst();
    }

    static JsonNode read(byte[] csv) {
        List<String[]> rows = Csv.rows(csv);
        check(rows.size() > 1, "This is no CSV of a manifest: it has a head and at least one row.");
        String[] heads = rows.getFirst();
        check(new HashSet<>(Arrays.asList(heads)).size() == heads.length, "Two columns have the same head.");
        check(rows.stream().allMatch(row -> row.length == heads.length), "Not all rows are of the same length.");
        return new CsvReader(Arrays.stream(heads).map(CsvPath::parse).toList(), rows.subList(1, rows.size()))
                .manifest();
    }

    private JsonNode manifest() {
        check(spread.isPresent() || lines.size() == 1, "Without an array there is one row.");
        var manifest = new Built();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).array().isEmpty()) {
                manifest.put(columns.get(i).names(), same(i));
            }
        }
        spread.ifPresent(array -> manifest.put(array, elements()));
        return manifest.value();
    }

    /** What a column beside the array holds, the same in every row. */
    private JsonNode same(int column) {
        String cell = lines.getFirst()[column];
        check(
                lines.stream().allMatch(line -> line[column].equals(cell)),
                "A column beside the array is not the same in all rows.");
        check(!cell.isEmpty(), "A column beside the array is empty.");
        return CsvCell.read(cell);
    }

    private ArrayNode elements() {
        ArrayNode elements = Json.MAPPER.createArrayNode();
        for (String[] line : lines) {
            var element = new Built();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).array().isPresent() && !line[i].isEmpty()) {
                    element.put(columns.get(i).names(), CsvCell.read(line[i]));
                }
            }
            elements.add(element.value());
        }
        return elements;
    }

    private static void check(boolean valid, String rule) {
        if (!valid) {
            throw new ManifestException(rule);
        }
    }

    /** A value that is put together from what stands at its paths. */
    private static final class Built {
        private final ObjectNode holder = Json.MAPPER.createObjectNode();

        void put(List<String> path, JsonNode value) {
            List<String> names = new ArrayList<>(path);
            names.addFirst("");
            check(names.size() <= JsonText.DEEPEST + 1, "A manifest is nested too deeply.");
            ObjectNode at = holder;
            for (String name : names.subList(0, names.size() - 1)) {
                JsonNode next = at.optional(name).orElse(null);
                if (next == null) {
                    at = at.putObject(name);
                } else {
                    check(next.isObject(), "Two columns exclude each other.");
                    at = (ObjectNode) next;
                }
            }
            check(!at.has(names.getLast()), "Two columns exclude each other.");
            at.set(names.getLast(), value);
        }

        JsonNode value() {
            return holder.optional("").orElseThrow(() -> new ManifestException("A row is empty."));
        }
    }
}
