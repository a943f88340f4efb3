package dev.atelier.cli.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docker-compose.yml}, with merges and variables as Compose puts them in. */
final class ComposeFile {
    static final String NAME = "docker-compose.yml";

    /** What its head says to set. */
    static final Map<String, String> SECRETS = Map.of(
            "ATELIER_API_KEY", "a-key-of-sixteen-characters",
            "ATELIER_INSTALLATION_SECRET", "a-secret-of-at-least-32-characters",
            "ATELIER_S3_ACCESS_KEY", "user",
            "ATELIER_S3_SECRET_KEY", "secret");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::[-?]([^}]*))?}");

    private final JsonNode tree;

    private ComposeFile(JsonNode tree) {
        this.tree = tree;
    }

    static ComposeFile read() {
        try {
            var loaded =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(root().resolve(NAME)));
            return new ComposeFile(JsonMapper.builder().build().valueToTree(resolved(loaded)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(NAME)))
                .findFirst()
                .orElseThrow();
    }

    JsonNode tree() {
        return tree;
    }

    Map<String, JsonNode> services() {
        return tree.path("services").propertyStream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The environment that a service sees. */
    Map<String, String> environment(String service) {
        return services()
                .get(service)
                .path("environment")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asString()));
    }

    private static Object resolved(Object node) {
        return switch (node) {
            case Map<?, ?> map -> merged(map);
            case List<?> list -> list.stream().map(ComposeFile::resolved).toList();
            case String text ->
                VARIABLE.matcher(text).replaceAll(match -> SECRETS.getOrDefault(match.group(1), match.group(2)));
            case null -> Map.of();
            default -> node;
        };
    }

    private static Map<Object, Object> merged(Map<?, ?> map) {
        var result = new LinkedHashMap<Object, Object>();
        if (map.get("<<") instanceof List<?> several) {
            several.forEach(one -> result.putAll((Map<?, ?>) resolved(one)));
        } else if (map.get("<<") instanceof Map<?, ?> one) {
            result.putAll(merged(one));
        }
        map.forEach((key, value) -> result.put(key, resolved(value)));
        result.remove("<<");
        return result;
    }
}
