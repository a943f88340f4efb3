package dev.atelier.ingest.manifest;

import dev.atelier.ingest.manifest.TextTemplate.Part;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes one manifest by a template. Not thread-safe. */
final class TemplateWriter {
    /** Sections in sections over long arrays could go on for ever without writing anything. */
    private static final int MOST_STEPS = 1_000_000;

    private final BoundedOutput output;
    private final Deque<JsonNode> contexts = new ArrayDeque<>();
    private int steps;

    TemplateWriter(BoundedOutput output) {
        this.output = output;
    }

    /** Writes {@code parts} for {@code context}. */
    void write(List<Part> parts, JsonNode context) {
        // A section that holds nothing is work as well.
        step(1 + parts.size());
        contexts.push(context);
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(var text) -> output.write(text);
                case Part.Value(var path) -> at(path).map(PlainText::of).ifPresent(output::write);
                case Part.Section section -> write(section);
            }
        }
        contexts.pop();
    }

    private void write(Part.Section section) {
        Optional<JsonNode> value = at(section.path()).filter(TemplateWriter::isThere);
        if (section.absent()) {
            if (value.isEmpty()) {
                write(section.parts(), contexts.element());
            }
        } else if (value.isPresent() && value.get().isArray()) {
            value.get().forEach(element -> write(section.parts(), element));
        } else {
            value.ifPresent(context -> write(section.parts(), context));
        }
    }

    private Optional<JsonNode> at(TextPath path) {
        step(path.names().size());
        return path.in(contexts);
    }

    private void step(int number) {
        steps += number;
        if (steps > MOST_STEPS) {
            throw new ManifestException("The template makes too much of this manifest.");
        }
    }

    /** Null, false, an empty string and an empty array or object count as absent. */
    private static boolean isThere(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> !value.stringValue().isEmpty();
            case BOOLEAN -> value.booleanValue();
            case ARRAY, OBJECT -> !value.isEmpty();
            case NUMBER -> true;
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }
}
