package dev.atelier.cli.generation;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time such as {@code 90}, {@code 90s}, {@code 5m}, {@code 1h30m} or {@code PT90S}. */
public final class TimeReader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        var iso = upper.startsWith("P") ? upper : "PT" + upper + (upper.matches("\\d+") ? "S" : "");
        try {
            var time = Duration.parse(iso);
            if (time.isPositive()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("must be a time such as 90s, 5m or PT1H, but was " + text);
    }
}
