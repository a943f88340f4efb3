package dev.atelier.platform.extraction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is asked for by one JSON Schema, and the one judgement of what a model answered. An answer is repaired in bounded
 * steps, none of which loses anything: the one JSON value in it is found ({@code AnswerText}), what a strict mode made
 * necessary is undone ({@link StrictSchema#restore}), values take the type that they were meant to have ({@code Coercion}).
 * Whatever comes of that counts only if the schema itself is content. Thread-safe.
 */
public final class Extraction {
    private static final int MOST_ROUNDS = 3;

    private final Conformance conformance;
    private final Coercion coercion;
    private final Optional<StrictSchema> strict;

    /** What an answer is worth. */
    public sealed interface Judgement {
        /** It is what the schema asks for, in its canonical form. */
        record Conforming(JsonNode manifest) implements Judgement {
            public Conforming {
                requireNonNull(manifest);
            }
        }

        /** It is not, and cannot be made so; never empty. */
        record Failing(List<Violation> violations) implements Judgement {
            public Failing {
                violations = List.copyOf(violations);
            }
        }
    }

    private Extraction(Conformance conformance, Optional<StrictSchema> strict) {
        this.conformance = conformance;
        this.coercion = new Coercion(conformance);
        this.strict = strict;
    }

    /**
     * By {@code schema}.
     *
     * @throws IllegalArgumentException when it has {@link Conformance#faults}
     */
    public static Extraction of(JsonNode schema) {
        var conformance = Conformance.of(schema);
        return new Extraction(
                conformance,
                switch (StrictSchema.ofSound(schema)) {
                    case StrictSchema.Verdict.Usable(var usable) -> Optional.of(usable);
                    case StrictSchema.Verdict.Refused _ -> Optional.empty();
                });
    }

    /** Judges {@code answer}, a model's words. */
    public Judgement judge(String answer) {
        Optional<JsonNode> value = AnswerText.value(answer);
        if (value.isEmpty()) {
            return failing(List.of(new Violation("", "must be one JSON value, whole and with nothing else beside it")));
        }
        try {
            return judged(value.get());
        } catch (Conformance.TooMuchWorkException _) {
            return failing(List.of(Conformance.TOO_MUCH_WORK));
        }
    }

    private Judgement judged(JsonNode answer) throws Conformance.TooMuchWorkException {
        JsonNode restored = restored(answer);
        if (conformance.isMetBy(restored)) {
            return new Judgement.Conforming(restored);
        }
        if (!restored.equals(answer) && conformance.isMetBy(answer)) {
            return new Judgement.Conforming(answer);
        }
        JsonNode repaired = repaired(restored);
        List<Violation> left = conformance.violations(repaired);
        return left.isEmpty() ? new Judgement.Conforming(repaired) : failing(left);
    }

    /** What has the right shape at last may hold nulls that stand for nothing, and below these there may be more to repair. */
    private JsonNode repaired(JsonNode answer) throws Conformance.TooMuchWorkException {
        JsonNode repaired = answer;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            JsonNode next = restored(coercion.repaired(repaired));
            if (next.equals(repaired)) {
                return repaired;
            }
            repaired = next;
        }
        return repaired;
    }

    private JsonNode restored(JsonNode answer) {
        return strict.map(schema -> schema.restore(answer)).orElse(answer);
    }

    private static Judgement failing(List<Violation> violations) {
        return new Judgement.Failing(violations);
    }
}
