package dev.atelier.platform.extraction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema as a vendor's strict mode takes it. OpenAI's is the narrowest of them, and sets the rules: the root is an
 * object; every property is required and nothing beside them is allowed; no {@code allOf}, {@code oneOf} or {@code const};
 * bounds on depth and size. The rewriting loses no answer: an optional property may be null and {@link #restore} leaves it
 * out again, a root of another type is wrapped and unwrapped. What is only a bound is left out of the vendor's copy, because
 * the answer is judged by the original in any case ({@link Conformance}); what would need another shape is refused. A schema
 * without {@code type} is taken to mean the type that its keywords are about. Immutable and thread-safe.
 *
 * @see <a href="https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas">what OpenAI takes</a>
 */
public final class StrictSchema {
    private static final int MOST_NAMED = 50;

    private final ObjectNode schema;
    private final StrictAnswers answers;

    private StrictSchema(ObjectNode schema, StrictAnswers answers) {
        this.schema = requireNonNull(schema);
        this.answers = requireNonNull(answers);
    }

    /** Whether a schema can be said in a strict mode. */
    public sealed interface Verdict {
        /** It can. */
        record Usable(StrictSchema strict) implements Verdict {}

        /** It cannot, and no rewriting without loss helps. */
        record Refused(List<Violation> violations) implements Verdict {
            public Refused {
                violations = List.copyOf(violations);
            }
        }
    }

    /** Rewrites {@code schema}, which may come from anywhere: it is neither trusted to end nor to be small. */
    public static Verdict of(JsonNode schema) {
        List<Violation> faults = Conformance.faults(schema);
        return faults.isEmpty() ? ofSound(schema) : new Verdict.Refused(faults);
    }

    /** The same for one that is known to have no faults. */
    static Verdict ofSound(JsonNode schema) {
        List<Violation> elsewhere = elsewhere(schema);
        if (!elsewhere.isEmpty()) {
            return new Verdict.Refused(elsewhere);
        }
        var rewriting = new StrictRewriting(schema);
        ObjectNode strict = rewriting.root();
        List<Violation> violations =
                rewriting.violations().isEmpty() ? StrictBounds.violations(strict) : rewriting.violations();
        return violations.isEmpty()
                ? new Verdict.Usable(new StrictSchema(strict, rewriting.answers(strict)))
                : new Verdict.Refused(violations);
    }

    /** What makes it a matter of the way that leads there which schema is meant. */
    private static List<Violation> elsewhere(JsonNode schema) {
        return Place.all(schema).stream()
                .flatMap(place -> Stream.of("$id", "$dynamicRef", "$ref")
                        .filter(key -> place.schema().has(key))
                        .filter(key -> !key.equals("$ref")
                                || SchemaCheck.pointer(place.schema().get(key).asString())
                                        .isEmpty())
                        .map(key -> Place.step(place.path(), key)))
                .filter(path -> !path.equals("/$id"))
                .map(path -> new Violation(path, "leads elsewhere, which a strict mode cannot follow"))
                .limit(MOST_NAMED)
                .toList();
    }

    /** What a vendor is given; a copy of the caller's own. */
    public ObjectNode schema() {
        return schema.deepCopy();
    }

    /**
     * {@code answer} as the original schema has it: unwrapped, and without the nulls that stand for what is absent. What does
     * not have the shape of {@link #schema} is left as it is, as far as it has not.
     */
    public JsonNode restore(JsonNode answer) {
        return answers.restore(answer);
    }
}
