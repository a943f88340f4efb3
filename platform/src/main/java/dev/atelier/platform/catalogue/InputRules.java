package dev.atelier.platform.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Checks a model's input against its JSON Schema (2020-12). The edge and admission both ask, so that a request is judged
 * alike whichever way it comes. Compiled schemas are kept, as many as there are models. Thread-safe.
 */
public final class InputRules {
    /** A schema may say itself, by keyword, what a broken rule means: a pattern alone tells a person little. */
    private static final String MESSAGES = "message";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().errorMessageKeyword(MESSAGES).build()));
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** The first rule of {@code schema} that {@code input} breaks, naming the field, the rule and the value. */
    public Optional<InvalidRequest> violation(String schema, JsonNode input) {
        List<Error> errors =
                compiled.computeIfAbsent(schema, registry::getSchema).validate(input);
        return errors.stream().findFirst().map(InputRules::describe);
    }

    /** The first rule of {@code model} that {@code styled}, an input in {@code style}, breaks; the style is at fault. */
    public Optional<InvalidRequest> violation(StyleDefined style, ModelDefined model, JsonNode styled) {
        return violation(model.getInputSchema(), styled)
                .map(violation -> new InvalidRequest(
                        "in style %s %s".formatted(style.getStyle(), violation.detail()), Optional.of("style")));
    }

    private static InvalidRequest describe(Error error) {
        String field = field(error);
        String was = value(error.getInstanceNode());
        return new InvalidRequest("%s %s%s".formatted(field, error.getMessage(), was), Optional.of(field));
    }

    /** A missing property is named itself, not the object that lacks it. */
    private static String field(Error error) {
        String path = error.getInstanceLocation().toString().replace('/', '.');
        String inside = "input" + path;
        String property = error.getProperty();
        return property == null || inside.endsWith("." + property) ? inside : inside + "." + property;
    }

    /** Numbers and truth values are shown; text and structure may be private or long, so they are not. */
    private static String value(JsonNode node) {
        return node != null && (node.isNumber() || node.isBoolean()) ? ", but was " + node : "";
    }
}
