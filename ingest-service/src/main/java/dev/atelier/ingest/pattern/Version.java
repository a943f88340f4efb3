package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternReference;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a pattern, as it stays for ever.
 *
 * @param number     counts the versions of its pattern from 1
 * @param saveId     tells one saving from any other
 * @param definition what is to be read off pictures
 * @param savedAt    when it was saved
 * @param keyId      which key saved it
 */
public record Version(int number, String saveId, Definition definition, Instant savedAt, Optional<String> keyId) {
    public Version {
        requireNonNull(saveId);
        requireNonNull(definition);
        requireNonNull(savedAt);
    }

    /** How requests name it, which are asked for by pattern {@code patternId}. */
    public PatternReference reference(String patternId) {
        return PatternReference.newBuilder()
                .setPatternId(patternId)
                .setVersion(number)
                .setFormat(definition.format())
                .setTemplate(definition.template().orElse(null))
                .build();
    }
}
