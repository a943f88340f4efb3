package dev.atelier.connectors.sketch;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a JSON document that conforms to a JSON Schema (2020-12), the same for the same schema and seed. Several variants
 * are tried, and none is given out that the validator does not accept.
 */
final class Sampler {
    private static final int VARIANTS = 32;
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");

    private Sampler() {}

    /** What came of it. */
    sealed interface Result {}

    /** A document that conforms, in UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Sample(byte[] json) implements Result {}

    /** There is none; {@code why} completes the sentence "the schema …". */
    record NoSample(String why) implements Result {}

    static Result sample(JsonNode schema, long seed) {
        if (!(schema instanceof ObjectNode root)) {
            return new NoSample("must be a JSON Schema object");
        }
        var refusal = refusal(root);
        if (refusal.isPresent()) {
            return new NoSample(refusal.get());
        }
        try {
            var validator = validator(root);
            for (int variant = 0; variant < VARIANTS; variant++) {
                var sample = new SampleWalk(root, seed, variant).sample();
                if (sample.isPresent() && validator.validate(sample.get()).isEmpty()) {
                    return new Sample(
                            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(sample.get()));
                }
            }
            return new NoSample("has no sample that the sketch provider can find");
        } catch (SchemaException e) {
            return new NoSample("must be a valid JSON Schema");
        } catch (BoundedPattern.TooMuchWorkException e) {
            return new NoSample("holds a pattern that takes too long to match");
        }
    }

    /** A schema from outside must not make us fetch others. */
    private static Optional<String> refusal(JsonNode schema) {
        for (var entry : schema.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (REFERENCES.contains(key)
                    && value.isString()
                    && !value.asString().startsWith("#")) {
                return Optional.of("must refer to its own definitions alone");
            }
            if (key.equals("$schema") && value.isString() && !DIALECT.equals(value.asString())) {
                return Optional.of("must be of dialect " + DIALECT);
            }
            // The validator would log a pattern that it cannot read.
            if (key.equals("pattern") && value.isString() && !BoundedPattern.isValid(value.asString())) {
                return Optional.of("must hold valid patterns");
            }
        }
        for (JsonNode inner : schema) {
            var refusal = refusal(inner);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Schema validator(ObjectNode schema) {
        var config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .failFast(true)
                .regularExpressionFactory(BoundedPattern::expression)
                .build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                .getSchema(schema);
    }
}
