package dev.atelier.platform.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a config record: the defaults beside the record's class ({@code <Record>.yaml}) and those of what all services
 * share ({@code shared.yaml}), over them a YAML file, over that environment variables. Key {@code kafka.bootstrap-servers} is variable {@code ATELIER_KAFKA_BOOTSTRAP_SERVERS}; a
 * list has commas there. The
 * defaults name every key; an unknown one fails. But a map of records that have defaults of their own beside the record is
 * open: the file may name others, which start from those. A {@link Secret} is written as the name of the variable that
 * holds it.
 */
public final class ConfigLoader {
    private static final String PREFIX = "ATELIER";

    private final Map<String, String> environment;
    private final YAMLMapper yaml;

    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.yaml = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .addModule(new SimpleModule().addDeserializer(Secret.class, new SecretReader(this.environment)))
                .build();
    }

    /** Reads {@code type}; {@code file} may be absent. */
    public <T> T load(Class<T> type, Optional<Path> file) {
        ObjectNode tree = defaults(type);
        file.map(this::readFile).ifPresent(over -> {
            addUnnamed(type, tree, over);
            overlay(tree, over, "");
        });
        overlayEnvironment(tree, PREFIX);
        try {
            return requireNonNull(yaml.treeToValue(tree, type));
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    private ObjectNode defaults(Class<?> type) {
        ObjectNode shared = resource(ConfigLoader.class, "shared.yaml");
        shared.retain(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        return shared.setAll(resource(type, fileOf(type)));
    }

    private ObjectNode resource(Class<?> type, String resource) {
        try (InputStream in = type.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InvalidConfigException("defaults %s must lie beside %s".formatted(resource, type.getName()));
            }
            return (ObjectNode) yaml.readTree(in);
        } catch (IOException e) {
            throw new InvalidConfigException("defaults %s could not be read".formatted(resource), e);
        }
    }

    /** Gives the entries of open maps that {@code over} names and {@code tree} does not the defaults of their record. */
    private void addUnnamed(Class<?> type, ObjectNode tree, JsonNode over) {
        for (var component : type.getRecordComponents()) {
            String key = kebab(component.getName());
            var entry = entryOf(component);
            if (entry.isPresent() && tree.get(key) instanceof ObjectNode named) {
                over.path(key).propertyNames().stream()
                        .filter(name -> !named.has(name))
                        .forEach(name -> named.set(name, resource(entry.get(), fileOf(entry.get()))));
            }
        }
    }

    /** What the map {@code component} is open for; nothing where it is no map, or a closed one. */
    private static Optional<Class<?>> entryOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType map
                        && map.getRawType() == Map.class
                        && map.getActualTypeArguments()[1] instanceof Class<?> entry
                        && entry.isRecord()
                        && entry.getResource(fileOf(entry)) != null
                ? Optional.of(entry)
                : Optional.empty();
    }

    private static String fileOf(Class<?> type) {
        return type.getSimpleName() + ".yaml";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private JsonNode readFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidConfigException("config file %s must be readable".formatted(file));
        }
        try {
            return yaml.readTree(file.toFile());
        } catch (JacksonException e) {
            throw new InvalidConfigException(
                    "config file %s is not YAML: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static void overlay(ObjectNode base, JsonNode over, String path) {
        for (var entry : over.properties()) {
            String key = path + entry.getKey();
            JsonNode known = base.get(entry.getKey());
            if (known == null) {
                throw new InvalidConfigException("%s is not a known key".formatted(key));
            }
            if (known instanceof ObjectNode inner && !inner.isEmpty()) {
                overlay(inner, entry.getValue(), key + ".");
            } else {
                base.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private void overlayEnvironment(ObjectNode tree, String path) {
        for (var entry : tree.properties()) {
            String variable =
                    path + "_" + entry.getKey().toUpperCase(Locale.ROOT).replace('-', '_');
            if (entry.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                overlayEnvironment(inner, variable);
            } else if (environment.containsKey(variable)) {
                tree.set(entry.getKey(), value(entry.getValue(), environment.get(variable)));
            }
        }
    }

    /** {@code text} in the place of {@code known}: the parts between its commas where that is a list. */
    private static JsonNode value(JsonNode known, String text) {
        if (!known.isArray()) {
            return StringNode.valueOf(text);
        }
        var parts = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(parts::add);
        return parts;
    }

    private static InvalidConfigException invalid(JacksonException e) {
        if (e.getCause() instanceof InvalidConfigException cause) {
            return cause;
        }
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return new InvalidConfigException("%s is not valid: %s".formatted(path, e.getOriginalMessage()), e);
    }

    /** Takes a variable's name, gives its value. */
    private static final class SecretReader extends ValueDeserializer<Secret> {
        private final Map<String, String> environment;

        private SecretReader(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Secret deserialize(JsonParser parser, DeserializationContext context) {
            String variable = parser.getString();
            String value = environment.get(variable);
            if (value == null || value.isEmpty()) {
                throw new InvalidConfigException("environment variable %s must hold a secret".formatted(variable));
            }
            return new Secret(value);
        }
    }
}
