package dev.atelier.ingest.manifest;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternReference;
import dev.atelier.ingest.store.Generation;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How the manifests of a request are laid out as text: by the template of the pattern that it was asked for by, or as it is
 * usually. The other formats leave no choice.
 *
 * @param template a {@link TextTemplate}; absent: the usual layout
 */
public record Layout(Optional<String> template) {
    public Layout {
        requireNonNull(template);
    }

    /** That of {@code generation}. */
    public static Layout of(Generation generation) {
        return new Layout(generation.wanted().pattern().flatMap(PatternReference::getTemplate));
    }

    /**
     * {@code manifest} in {@code format}.
     *
     * @throws ManifestException where it would be too large or is nested too deeply, or the template is none: any producer may
     *     have sent it
     */
    public byte[] render(ManifestFormat format, JsonNode manifest) {
        return format == ManifestFormat.TEXT && template.isPresent()
                ? Manifests.render(TextTemplate.of(template.get()), manifest)
                : Manifests.render(format, manifest);
    }
}
