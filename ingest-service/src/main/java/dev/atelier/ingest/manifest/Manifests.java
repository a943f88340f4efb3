package dev.atelier.ingest.manifest;

import tools.jackson.databind.JsonNode;

/**
 * Writes a manifest in the format that is asked for, and reads it back: one canonical JSON, of which all formats but text
 * hold everything, each type included. The same manifest always gives the same bytes. Thread-safe.
 *
 * @see "docs/manifests.md"
 */
public final class Manifests {
    /** The largest manifest that is written or read, in bytes, in whatever format. */
    public static final int LARGEST = 16 * 1024 * 1024;

    private Manifests() {}

    /**
     * {@code manifest} in {@code format}; as text in the layout that needs no template.
     *
     * @throws ManifestException where it would be larger than {@link #LARGEST}, is nested too deeply, or holds text that is none
     */
    public static byte[] render(ManifestFormat format, JsonNode manifest) {
        JsonText.check(manifest);
        var output = new BoundedOutput(LARGEST);
        switch (format) {
            case JSON -> output.write(JsonText.pretty(manifest));
            case YAML -> YamlManifest.write(manifest, output);
            case XML -> XmlWriter.write(manifest, output);
            case CSV -> CsvWriter.write(manifest, output);
            case TEXT -> TextLayout.write(manifest, output);
        }
        return output.toByteArray();
    }

    /**
     * {@code manifest} as text, laid out by {@code template}.
     *
     * @throws ManifestException where it would be larger than {@link #LARGEST}, is nested too deeply, or holds text that is none
     */
    public static byte[] render(TextTemplate template, JsonNode manifest) {
        JsonText.check(manifest);
        var output = new BoundedOutput(LARGEST);
        template.write(manifest, output);
        return output.toByteArray();
    }

    /**
     * The manifest that {@code text} is in {@code format}.
     *
     * @throws ManifestException where it is none, is larger than {@link #LARGEST} or nested too deeply, and for
     *     {@link ManifestFormat#TEXT}, which cannot be read back
     */
    public static JsonNode parse(ManifestFormat format, byte[] text) {
        if (text.length > LARGEST) {
            throw new ManifestException("A manifest may have up to %d bytes.".formatted(LARGEST));
        }
        JsonNode manifest = switch (format) {
            case JSON -> JsonText.read(text);
            case YAML -> YamlManifest.read(text);
            case XML -> XmlReader.read(text);
            case CSV -> CsvReader.read(text);
            case TEXT -> throw new ManifestException("A manifest cannot be read back from text.");
        };
        JsonText.check(manifest);
        return manifest;
    }
}
