package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.InputSources.Scope;
import dev.atelier.ingest.generation.InputSources.Wanted;
import dev.atelier.platform.objects.ObjectKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Puts references to objects in the place of the files that the inputs of one request name. What is at a URL elsewhere is
 * fetched only where the model's schema says that the input is a file, and each URL once. For one thread.
 */
final class InputFiles {
    private static final int MOST_URLS = 16;
    private static final String UPLOAD = "upload://";

    private final InputSources sources;
    private final Scope scope;
    private final Map<String, String> fetched = new HashMap<>();
    private final Map<String, FileMarks> marks = new HashMap<>();
    private final long until;

    InputFiles(InputSources sources, Scope scope) {
        this.sources = requireNonNull(sources);
        this.scope = requireNonNull(scope);
        this.until = System.nanoTime() + sources.time().toNanos();
    }

    /** {@code input}, which stands at {@code path} of the body, with references to what is here already. */
    ObjectNode named(ObjectNode input, String path) throws InterruptedException {
        return holds(input, InputFiles::mayName) ? (ObjectNode) name(input, path) : input;
    }

    /** Few inputs name files, so the others are not copied. */
    private static boolean holds(JsonNode node, Predicate<StringNode> wanted) {
        return node instanceof StringNode text
                ? wanted.test(text)
                : node.valueStream().anyMatch(one -> holds(one, wanted));
    }

    private static boolean mayName(StringNode text) {
        return isUrl(text) || text.stringValue().startsWith(UPLOAD);
    }

    private JsonNode name(JsonNode node, String path) throws InterruptedException {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                for (var property : object.properties()) {
                    copy.set(property.getKey(), name(property.getValue(), path + "." + property.getKey()));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode(array.size());
                for (int index = 0; index < array.size(); index++) {
                    copy.add(name(array.get(index), "%s[%d]".formatted(path, index)));
                }
                yield copy;
            }
            case StringNode text
            when mayName(text) -> {
                Optional<String> key = sources.find(scope.project(), text.stringValue(), path);
                yield key.<JsonNode>map(InputFiles::reference).orElse(text);
            }
            default -> node;
        };
    }

    /** {@code input}, which fits {@code schema}, with references to what has now been fetched. */
    ObjectNode fetched(String schema, ObjectNode input, String path) throws InterruptedException {
        return holds(input, InputFiles::isUrl)
                ? (ObjectNode) fetch(marks(schema).all(), input, path)
                : input;
    }

    /** {@code values} of inputs that fit {@code schema}, each property with the list of those that it has in turn. */
    ObjectNode fetchedEach(String schema, ObjectNode values, String path) throws InterruptedException {
        if (!holds(values, InputFiles::isUrl)) {
            return values;
        }
        ObjectNode copy = values.objectNode();
        for (var property : values.properties()) {
            String name = property.getKey();
            var marks = FileMarks.of(marks(schema).all(), name);
            ArrayNode each = copy.putArray(name);
            for (int index = 0; index < property.getValue().size(); index++) {
                each.add(fetch(marks, property.getValue().get(index), "%s.%s[%d]".formatted(path, name, index)));
            }
        }
        return copy;
    }

    private FileMarks marks(String schema) {
        return marks.computeIfAbsent(schema, FileMarks::in);
    }

    private JsonNode fetch(List<FileMarks> marks, JsonNode value, String path) throws InterruptedException {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                for (var property : object.properties()) {
                    String name = property.getKey();
                    copy.set(name, fetch(FileMarks.of(marks, name), property.getValue(), path + "." + name));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode(array.size());
                var items = FileMarks.ofItems(marks);
                for (int index = 0; index < array.size(); index++) {
                    copy.add(fetch(items, array.get(index), "%s[%d]".formatted(path, index)));
                }
                yield copy;
            }
            case StringNode text
            when isUrl(text) && marks.stream().anyMatch(FileMarks::isFile) -> {
                yield reference(fetch(text.stringValue(), path));
            }
            default -> value;
        };
    }

    private String fetch(String url, String field) throws InterruptedException {
        String before = fetched.get(url);
        if (before != null) {
            return before;
        }
        if (fetched.size() == MOST_URLS) {
            throw RefusedException.invalid(
                    field,
                    "%s is one URL too many; upload files of which a request has more than %d"
                            .formatted(field, MOST_URLS));
        }
        Duration left = Duration.ofNanos(until - System.nanoTime());
        if (!left.isPositive()) {
            throw RefusedException.invalid(field, "%s names a file that could not be fetched in time".formatted(field));
        }
        String key = sources.fetch(new Wanted(scope, url, field), left);
        fetched.put(url, key);
        return key;
    }

    private static boolean isUrl(StringNode text) {
        String value = text.stringValue();
        return value.regionMatches(true, 0, "https://", 0, 8) || value.regionMatches(true, 0, "http://", 0, 7);
    }

    private static StringNode reference(String key) {
        return StringNode.valueOf(ObjectKeys.SCHEME + key);
    }
}
