package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.Status;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query of {@code GET /v1/generations}: what it may say, and how that is read. */
final class ListQuery {
    private static final String STATUSES = Arrays.stream(Status.values())
            .map(status -> "\"%s\"".formatted(status.word()))
            .collect(Collectors.joining(", "));

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query("status", "Only those that stand so.", "{\"enum\": [%s]}".formatted(STATUSES)),
            Parameter.query("tag", "Only those that carry this label.", "{\"type\": \"string\"}"),
            Parameter.query("model", "Only those of this model, by its full name.", "{\"type\": \"string\"}"),
            Parameter.query("pattern", "Only those that were asked for by this pattern.", "{\"type\": \"string\"}"),
            Parameter.query("after", "Only those asked for at or after this time.", time()),
            Parameter.query("before", "Only those asked for before this time.", time()),
            Parameter.query(
                    "limit",
                    "How many at most.",
                    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": %d, \"default\": %d}"
                            .formatted(ListGenerations.MOST, ListGenerations.USUAL)),
            Parameter.query("cursor", "The next of the page before.", "{\"type\": \"string\"}"));

    /** The conditions as they are written. */
    record Words(
            Optional<String> status,
            Optional<String> tag,
            Optional<String> model,
            Optional<String> pattern,
            Optional<String> after) {}

    private ListQuery() {}

    static Query read(Context context) {
        var query = new QueryReader(context, PARAMETERS);
        return new Query(
                filter(
                        "",
                        new Words(
                                query.text("status"),
                                query.text("tag"),
                                query.text("model"),
                                query.text("pattern"),
                                query.text("after"))),
                query.instant("before"),
                query.text("cursor"),
                query.number("limit", 1, ListGenerations.MOST).orElse(ListGenerations.USUAL));
    }

    /** {@code prefix} goes before the name of a condition that is refused. */
    static Filter filter(String prefix, Words words) {
        return new Filter(
                words.status().map(word -> status(prefix + "status", word)),
                words.tag(),
                words.model(),
                words.pattern(),
                words.after().map(text -> QueryReader.instant(prefix + "after", text)));
    }

    private static Status status(String name, String word) {
        return Status.of(word)
                .orElseThrow(() -> RefusedException.invalid(name, "%s must be one of %s".formatted(name, STATUSES)));
    }

    private static String time() {
        return "{\"type\": \"string\", \"format\": \"date-time\"}";
    }
}
