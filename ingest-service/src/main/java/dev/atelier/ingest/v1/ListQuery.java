package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.Status;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The query of {@code GET /v1/generations}: what it may say, and how that is read. */
final class ListQuery {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String STATUSES = Arrays.stream(Status.values())
            .map(status -> "\"%s\"".formatted(status.word()))
            .collect(Collectors.joining(", "));

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query("status", "Only those that stand so.", "{\"enum\": [%s]}".formatted(STATUSES)),
            Parameter.query("tag", "Only those that carry this label.", "{\"type\": \"string\"}"),
            Parameter.query("model", "Only those of this model, by its full name.", "{\"type\": \"string\"}"),
            Parameter.query("after", "Only those asked for at or after this time.", time()),
            Parameter.query("before", "Only those asked for before this time.", time()),
            Parameter.query(
                    "limit",
                    "How many at most.",
                    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": %d, \"default\": %d}"
                            .formatted(ListGenerations.MOST, ListGenerations.USUAL)),
            Parameter.query("cursor", "The next of the page before.", "{\"type\": \"string\"}"));

    private static final Set<String> NAMES =
            PARAMETERS.stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());

    private ListQuery() {}

    static Query read(Context context) {
        checkNames(context.queryParamMap().keySet());
        return new Query(
                filter(
                        "",
                        value(context, "status"),
                        value(context, "tag"),
                        value(context, "model"),
                        value(context, "after")),
                value(context, "before").map(text -> instant("before", text)),
                value(context, "cursor"),
                value(context, "limit").map(ListQuery::limit).orElse(ListGenerations.USUAL));
    }

    /** {@code prefix} goes before the name of a condition that is refused. */
    static Filter filter(
            String prefix,
            Optional<String> status,
            Optional<String> tag,
            Optional<String> model,
            Optional<String> after) {
        return new Filter(
                status.map(word -> status(prefix + "status", word)),
                tag,
                model,
                after.map(text -> instant(prefix + "after", text)));
    }

    private static void checkNames(Set<String> names) {
        names.stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(unknown -> {
            throw RefusedException.invalid(unknown, "%s is not a known parameter".formatted(unknown));
        });
    }

    private static Optional<String> value(Context context, String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1 || values.contains("")) {
            throw RefusedException.invalid(name, "%s must be given once, with a value".formatted(name));
        }
        return values.stream().findFirst();
    }

    private static Status status(String name, String word) {
        return Status.of(word)
                .orElseThrow(() -> RefusedException.invalid(name, "%s must be one of %s".formatted(name, STATUSES)));
    }

    static Instant instant(String name, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException _) {
            // Refused below, like a time out of range.
        }
        throw RefusedException.invalid(
                name, "%s must be a time such as 2026-01-31T12:00:00Z, from 1970 to 9999".formatted(name));
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > ListGenerations.MOST) {
            throw RefusedException.invalid("limit", "limit must be from 1 to %d".formatted(ListGenerations.MOST));
        }
        return Integer.parseInt(text);
    }

    private static String time() {
        return "{\"type\": \"string\", \"format\": \"date-time\"}";
    }
}
