package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.manifest.ManifestException;
import dev.atelier.ingest.manifest.ManifestFormat;
import dev.atelier.ingest.manifest.TextTemplate;
import dev.atelier.platform.extraction.Conformance;
import dev.atelier.platform.extraction.StrictSchema;
import dev.atelier.platform.extraction.StrictSchema.Verdict;
import dev.atelier.platform.extraction.Violation;
import dev.atelier.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The rules of a definition. Refuses with the field in the words of the API, and of a schema or an example with the path into
 * it. Thread-safe.
 */
public final class PatternRules {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_INSTRUCTIONS = 16_000;
    private static final int LONGEST_TEMPLATE = 16_000;
    private static final int MOST_EXAMPLES = 10;
    /** Of the schema, and of all examples together; a version is one record, and each request has both. */
    private static final int LARGEST = 64 * 1024;

    private static final String SCHEMA = "json_schema";
    private static final String FORMATS =
            Arrays.stream(ManifestFormat.values()).map(ManifestFormat::word).collect(Collectors.joining(", "));

    private final ExtractionModels models;

    public PatternRules(ExtractionModels models) {
        this.models = requireNonNull(models);
    }

    /** {@code wanted} with its model under its full name; refused when it breaks a rule. */
    Definition checked(Caller caller, Definition wanted) {
        text("name", wanted.name(), LONGEST_NAME);
        text("instructions", wanted.instructions(), LONGEST_INSTRUCTIONS);
        format(wanted);
        JsonNode schema = schema(wanted.schema());
        examples(wanted.examples(), schema);
        Optional<String> model =
                wanted.model().map(name -> models.named(caller, name).getModel());
        return new Definition(
                wanted.name().strip(),
                wanted.instructions(),
                wanted.schema(),
                wanted.format(),
                wanted.template(),
                model,
                wanted.examples());
    }

    private static void text(String field, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw RefusedException.invalid(
                    field, "%s must have 1 to %d characters, and not only spaces".formatted(field, longest));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text) || text.indexOf('\0') >= 0) {
            throw RefusedException.invalid(field, "%s must be text".formatted(field));
        }
    }

    private static void format(Definition wanted) {
        ManifestFormat format = ManifestFormat.of(wanted.format())
                .orElseThrow(() -> RefusedException.invalid("format", "format must be one of " + FORMATS));
        wanted.template().ifPresent(template -> {
            if (format != ManifestFormat.TEXT) {
                throw RefusedException.invalid("template", "template must be left out unless format is text");
            }
            text("template", template, LONGEST_TEMPLATE);
            try {
                var _ = TextTemplate.of(template);
            } catch (ManifestException e) {
                throw RefusedException.invalid("template", "template must be a template: " + e.getMessage());
            }
        });
    }

    private static JsonNode schema(String text) {
        size(SCHEMA, text);
        JsonNode schema = parsed(SCHEMA, text);
        if (!schema.isObject()) {
            throw RefusedException.invalid(SCHEMA, "json_schema must be an object");
        }
        if (StrictSchema.of(schema) instanceof Verdict.Refused(var violations)) {
            throw broken(SCHEMA, violations);
        }
        return schema;
    }

    private static void examples(List<String> examples, JsonNode schema) {
        if (examples.size() > MOST_EXAMPLES) {
            throw RefusedException.invalid(
                    "examples", "examples must be at most %d, but were %d".formatted(MOST_EXAMPLES, examples.size()));
        }
        size("examples", String.join("", examples));
        var conformance = Conformance.of(schema);
        for (int index = 0; index < examples.size(); index++) {
            String field = "examples[%d]".formatted(index);
            List<Violation> violations = conformance.violations(parsed(field, examples.get(index)));
            if (!violations.isEmpty()) {
                throw broken(field, violations);
            }
        }
    }

    private static JsonNode parsed(String field, String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException _) {
            throw RefusedException.invalid(field, "%s must be JSON".formatted(field));
        }
    }

    private static void size(String field, String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw RefusedException.invalid(
                    field, "%s must have at most %d bytes as JSON, but had %d".formatted(field, LARGEST, size));
        }
    }

    /** Names the first path as the field, and all of them in words. */
    private static RefusedException broken(String field, List<Violation> violations) {
        return new RefusedException(new InvalidRequest(
                "%s breaks rules: %s".formatted(field, Violation.told(violations)),
                Optional.of(field + violations.getFirst().path())));
    }
}
