package dev.atelier.cli.deadletters;

import dev.atelier.cli.generation.TimeReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment such as {@code 2026-01-31T12:00:00Z}, or a time such as {@code 2h}, which means so long ago. */
final class MomentReader implements ITypeConverter<Instant> {
    private final InstantSource clock;

    /** Called by picocli. */
    MomentReader() {
        this(InstantSource.system());
    }

    MomentReader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            return ago(text);
        }
    }

    private Instant ago(String text) {
        try {
            return clock.instant().minus(new TimeReader().convert(text));
        } catch (TypeConversionException _) {
            throw new TypeConversionException(
                    "must be a moment such as 2026-01-31T12:00:00Z, or so long ago, such as 2h, but was " + text);
        }
    }
}
