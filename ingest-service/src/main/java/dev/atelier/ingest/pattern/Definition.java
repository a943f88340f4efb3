package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternVersion;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is to be read off pictures; not yet checked, unless it is that of a {@link Version}.
 *
 * @param name         for a person
 * @param instructions what the model is told
 * @param schema       JSON Schema (2020-12) of the manifest, as JSON
 * @param format       what manifests are shown as: json, yaml, xml, csv or text
 * @param template     how text is made of a manifest; absent: as it is usually
 * @param model        name of the model; absent: the project's default
 * @param examples     manifests as they should be, each as JSON
 */
public record Definition(
        String name,
        String instructions,
        String schema,
        String format,
        Optional<String> template,
        Optional<String> model,
        List<String> examples) {
    public Definition {
        requireNonNull(name);
        requireNonNull(instructions);
        requireNonNull(schema);
        requireNonNull(format);
        examples = List.copyOf(examples);
    }

    /** The schema as a value of its own. */
    public JsonNode schemaNode() {
        return Json.MAPPER.readTree(schema);
    }

    /** How long all of it is. */
    long characters() {
        return name.length()
                + instructions.length()
                + schema.length()
                + template.map(String::length).orElse(0)
                + examples.stream().mapToLong(String::length).sum();
    }

    static Definition of(PatternVersion saved) {
        return new Definition(
                saved.getName(),
                saved.getInstructions(),
                saved.getJsonSchema(),
                saved.getFormat(),
                saved.getTemplate(),
                saved.getModel(),
                saved.getExamples());
    }

    PatternVersion saved(Saving saving) {
        return PatternVersion.newBuilder()
                .setBasedOn(saving.basedOn().orElse(null))
                .setPublished(saving.published())
                .setName(name)
                .setInstructions(instructions)
                .setJsonSchema(schema)
                .setFormat(format)
                .setTemplate(template.orElse(null))
                .setModel(model.orElse(null))
                .setExamples(examples)
                .build();
    }
}
