package dev.atelier.ingest.manifest;

import tools.jackson.databind.JsonNode;

/** The text of a manifest for which there is no template: a line for each value, indented as it is nested. */
final class TextLayout {
    private static final String STEP = "  ";

    private final BoundedOutput output;

    private TextLayout(BoundedOutput output) {
        this.output = output;
    }

    static void write(JsonNode manifest, BoundedOutput output) {
        var layout = new TextLayout(output);
        if (manifest.isContainer()) {
            layout.children(manifest, "");
        } else {
            output.write(PlainText.of(manifest) + "\n");
        }
    }

    private void children(JsonNode container, String indent) {
        if (container.isArray()) {
            container.forEach(element -> line(indent, "-", element));
        } else {
            container.forEachEntry((name, member) -> line(indent, label(name), member));
        }
    }

    private void line(String indent, String label, JsonNode value) {
        if (value.isContainer()) {
            output.write(indent + label + "\n");
            children(value, indent + STEP);
            return;
        }
        // The lines of a text are all deeper than its label, so that none looks like a label.
        String text = PlainText.of(value).replace("\n", "\n" + indent + STEP);
        output.write("%s%s %s".formatted(indent, label, text).stripTrailing() + "\n");
    }

    private static String label(String name) {
        return PlainText.visible(name).replace('\n', ' ') + ":";
    }
}
