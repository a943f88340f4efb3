package dev.atelier.ingest.dialect;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ModelDefined;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the input schema of a model says of its parameters. Immutable. */
public final class InputSchema {
    private final JsonNode properties;

    private InputSchema(JsonNode properties) {
        this.properties = requireNonNull(properties);
    }

    /** That of {@code model}. */
    public static InputSchema of(ModelDefined model) {
        return new InputSchema(Json.MAPPER.readTree(model.getInputSchema()).path("properties"));
    }

    /** Whether the model names a parameter {@code name}. */
    public boolean has(String name) {
        return properties.has(name);
    }

    /** The first of {@code names} that the model has. */
    public Optional<String> first(String... names) {
        return Stream.of(names).filter(this::has).findFirst();
    }

    /** The first of {@code names} that the model has, and that may be as great as {@code number}. */
    public Optional<String> firstUpTo(int number, String... names) {
        return Stream.of(names)
                .filter(this::has)
                .filter(name -> properties.path(name).path("maximum").asInt(Integer.MAX_VALUE) >= number)
                .findFirst();
    }

    /** Whether parameter {@code name} may be a list. */
    public boolean takesList(String name) {
        JsonNode rule = properties.path(name);
        return isArray(rule) || alternatives(rule).anyMatch(InputSchema::isArray);
    }

    /** The JSON type of parameter {@code name}; string where the schema says nothing, or several things. */
    public String type(String name) {
        return properties.path(name).path("type").asStringOpt().orElse("string");
    }

    private static boolean isArray(JsonNode rule) {
        JsonNode type = rule.path("type");
        return type.asStringOpt().filter("array"::equals).isPresent()
                || type.valueStream()
                        .anyMatch(word ->
                                word.asStringOpt().filter("array"::equals).isPresent());
    }

    private static Stream<JsonNode> alternatives(JsonNode rule) {
        return Stream.concat(
                rule.path("anyOf").valueStream(), rule.path("oneOf").valueStream());
    }
}
