package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the query of a request, strictly: nothing unknown, nothing twice, nothing empty. */
public final class QueryReader {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Context context;

    /** Refuses a query that has others than {@code parameters}. */
    public QueryReader(Context context, Collection<Parameter> parameters) {
        this.context = requireNonNull(context);
        context.queryParamMap().keySet().stream()
                .filter(name ->
                        parameters.stream().noneMatch(known -> known.name().equals(name)))
                .findFirst()
                .ifPresent(unknown -> {
                    throw RefusedException.invalid(unknown, "%s is not a known parameter".formatted(unknown));
                });
    }

    /** The text of {@code name}. */
    public Optional<String> text(String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1 || values.contains("")) {
            throw RefusedException.invalid(name, "%s must be given once, with a value".formatted(name));
        }
        return values.stream().findFirst();
    }

    /** The time of {@code name}. */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> instant(name, text));
    }

    /** {@code text} as a time; refused, as {@code field}, when it is none. */
    public static Instant instant(String field, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException _) {
            // Refused below, like a time out of range.
        }
        throw RefusedException.invalid(
                field, "%s must be a time such as 2026-01-31T12:00:00Z, from 1970 to 9999".formatted(field));
    }

    /** The number of {@code name}, from {@code least} to {@code most}. */
    public Optional<Integer> number(String name, int least, int most) {
        return text(name).map(text -> number(name, text, least, most));
    }

    private static int number(String name, String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw RefusedException.invalid(name, "%s must be from %d to %d".formatted(name, least, most));
        }
        return Integer.parseInt(text);
    }

    /** Whether {@code name} is true or false. */
    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusedException.invalid(name, "%s must be true or false".formatted(name));
        });
    }
}
