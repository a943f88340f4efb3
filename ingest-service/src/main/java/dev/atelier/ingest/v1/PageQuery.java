package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The query of a list that knows no filters: which part of it is asked for.
 *
 * @param cursor where the page before ended, as its {@code next} said
 * @param limit  how many at most
 */
record PageQuery(Optional<String> cursor, int limit) {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query(
                    "limit",
                    "How many at most.",
                    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": %d, \"default\": %d}"
                            .formatted(ReadBatches.MOST, ReadBatches.USUAL)),
            Parameter.query("cursor", "The next of the page before.", "{\"type\": \"string\"}"));

    private static final Set<String> NAMES = Set.of("limit", "cursor");

    static PageQuery read(Context context) {
        context.queryParamMap().keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw RefusedException.invalid(unknown, "%s is not a known parameter".formatted(unknown));
                });
        return new PageQuery(
                value(context, "cursor"),
                value(context, "limit").map(PageQuery::limit).orElse(ReadBatches.USUAL));
    }

    private static Optional<String> value(Context context, String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1 || values.contains("")) {
            throw RefusedException.invalid(name, "%s must be given once, with a value".formatted(name));
        }
        return values.stream().findFirst();
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > ReadBatches.MOST) {
            throw RefusedException.invalid("limit", "limit must be from 1 to %d".formatted(ReadBatches.MOST));
        }
        return Integer.parseInt(text);
    }
}
