package dev.atelier.platform.extraction;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import dev.atelier.platform.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Whether an answer is what a JSON Schema (2020-12) asks for. {@code format} is an annotation, as the specification has it by
 * default. Whatever the schema and the answer are, a judgement ends soon: what takes too many steps does not conform.
 * Thread-safe.
 */
public final class Conformance {
    private static final long MOST_STEPS = 300_000;
    private static final int DEEPEST = 400;
    private static final int MOST_NAMED = 100;

    static final Violation TOO_MUCH_WORK = new Violation("", "takes too many steps to judge");

    /** What each kind of value brings a schema that refers to itself without end to run in a circle. */
    private static final List<JsonNode> PROBES = List.of("{}", "[]", "\"\"", "0", "true", "null").stream()
            .map(Json.MAPPER::readTree)
            .toList();

    private final Schema schema;

    private Conformance(Schema schema) {
        this.schema = schema;
    }

    /** What is wrong with {@code schema} itself, with paths into it; empty: it can be judged by. */
    public static List<Violation> faults(JsonNode schema) {
        return switch (check(schema)) {
            case Checked.Sound _ -> List.of();
            case Checked.Faulty(var faults) -> faults;
        };
    }

    /**
     * Judges by {@code schema}.
     *
     * @throws IllegalArgumentException when it has {@link #faults}, which a caller asks for first where it comes from outside
     */
    public static Conformance of(JsonNode schema) {
        return switch (check(schema)) {
            case Checked.Sound(var compiled) -> new Conformance(compiled);
            case Checked.Faulty(var faults) ->
                throw new IllegalArgumentException("the schema is of no use: " + Violation.told(faults));
        };
    }

    /** What came of looking at a schema. */
    private sealed interface Checked {
        record Sound(Schema compiled) implements Checked {}

        record Faulty(List<Violation> faults) implements Checked {}
    }

    private static Checked check(JsonNode schema) {
        List<Violation> violations = SchemaCheck.violations(schema);
        if (!violations.isEmpty()) {
            return new Checked.Faulty(violations);
        }
        try {
            var compiled = compile(schema);
            PROBES.forEach(probe -> errors(compiled, probe, false));
            return new Checked.Sound(compiled);
        } catch (SchemaException e) {
            return faulty("must be a valid JSON Schema of 2020-12");
        } catch (ValidationLimitExceededException e) {
            return faulty("must not refer to itself without end");
        } catch (BoundedPattern.TooMuchWorkException e) {
            return faulty("holds a pattern that takes too long to match");
        }
    }

    private static Checked faulty(String why) {
        return new Checked.Faulty(List.of(new Violation("", why)));
    }

    private static Schema compile(JsonNode schema) {
        var config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(BoundedPattern::expression)
                .build();
        var compiled = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                .getSchema(schema.deepCopy());
        compiled.initializeValidators();
        return compiled;
    }

    /** The rules that {@code answer} breaks, with paths into it; the first {@value #MOST_NAMED}. Empty: it conforms. */
    public List<Violation> violations(JsonNode answer) {
        try {
            return errors(answer).stream()
                    .map(error -> new Violation(error.getInstanceLocation().toString(), error.getMessage()))
                    .distinct()
                    .limit(MOST_NAMED)
                    .toList();
        } catch (TooMuchWorkException e) {
            return List.of(TOO_MUCH_WORK);
        }
    }

    /** Whether {@code answer} conforms; quicker than to say why it does not. */
    boolean isMetBy(JsonNode answer) throws TooMuchWorkException {
        return errors(answer, true).isEmpty();
    }

    /** What the validator says, in full. */
    List<Error> errors(JsonNode answer) throws TooMuchWorkException {
        return errors(answer, false);
    }

    private List<Error> errors(JsonNode answer, boolean firstAlone) throws TooMuchWorkException {
        try {
            return errors(schema, answer, firstAlone);
        } catch (ValidationLimitExceededException | BoundedPattern.TooMuchWorkException e) {
            throw new TooMuchWorkException(e);
        }
    }

    private static List<Error> errors(Schema schema, JsonNode answer, boolean firstAlone) {
        return BoundedPattern.within(() -> schema.validate(
                answer,
                context -> context.executionConfig(config -> config.failFast(firstAlone)
                        .maxEvaluationSteps(MOST_STEPS)
                        .maxEvaluationDepth(DEEPEST))));
    }

    /** A judgement was given up. */
    static final class TooMuchWorkException extends Exception {
        private static final long serialVersionUID = 1L;

        TooMuchWorkException(RuntimeException cause) {
            super(cause);
        }
    }
}
