package dev.atelier.ingest.manifest;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A layout for a manifest as text, in a small part of Mustache: {@code {{path}}} for a value, {@code {{#path}}…{{/path}}}
 * for each element of an array or for what is there, {@code {{^path}}…{{/path}}} for what is not, and {@code {{! …}}} for
 * a remark. Nothing is run, nothing is escaped, and the work is bounded. Immutable.
 *
 * @see "docs/manifests.md"
 */
public final class TextTemplate {
    /** The longest template, in characters. */
    public static final int LONGEST = 64 * 1024;

    private final List<Part> parts;

    private TextTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A part of a template. */
    sealed interface Part {
        /** What stands in the template as it is. */
        record Literal(String text) implements Part {}

        /** A value of the manifest. */
        record Value(TextPath path) implements Part {}

        /**
         * Parts that are written for what stands at a path.
         *
         * @param absent whether they are written where nothing does
         */
        record Section(TextPath path, boolean absent, List<Part> parts) implements Part {
            public Section {
                parts = List.copyOf(parts);
            }
        }
    }

    /**
     * The template that {@code text} is.
     *
     * @throws ManifestException where it is longer than {@link #LONGEST}, or a tag in it is wrong; the message names the line
     */
    public static TextTemplate of(String text) {
        if (text.length() > LONGEST) {
            throw new ManifestException("A template may have up to %d characters.".formatted(LONGEST));
        }
        return new TextTemplate(new TemplateReader(text).parts());
    }

    void write(JsonNode manifest, BoundedOutput output) {
        new TemplateWriter(output).write(parts, manifest);
    }
}
