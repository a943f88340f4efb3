package dev.atelier.ingest.v1;

import dev.atelier.ingest.feed.EventType;
import dev.atelier.ingest.feed.Filter;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of {@code GET /v1/events}: what it may say, and how that is read. */
final class EventQuery {
    private static final String TEXT = "{\"type\": \"string\"}";
    private static final String TYPES = Arrays.stream(EventType.values())
            .filter(type -> type != EventType.RESET)
            .map(EventType::word)
            .collect(Collectors.joining(", "));

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.query("type", "Only these, with commas between them: %s.".formatted(TYPES), TEXT),
            Parameter.query("tag", "Only of what carries this label.", TEXT),
            Parameter.query("model", "Only of what runs on this model, by its full name.", TEXT),
            Parameter.query("batch", "Only of this batch and of what belongs to it.", TEXT),
            Parameter.query("generation", "Only of this generation.", TEXT));

    private EventQuery() {}

    /** What the route takes, with {@code others}. */
    static List<Parameter> parameters(Parameter... others) {
        return Stream.concat(PARAMETERS.stream(), Arrays.stream(others)).toList();
    }

    static Filter read(Context context) {
        var query = new QueryReader(context, PARAMETERS);
        return new Filter(
                query.text("type").map(EventQuery::types).orElse(Set.of()),
                query.text("tag"),
                query.text("model"),
                query.text("batch"),
                query.text("generation"));
    }

    private static Set<EventType> types(String words) {
        return Arrays.stream(words.split(",", -1)).map(EventQuery::type).collect(Collectors.toSet());
    }

    private static EventType type(String word) {
        return EventType.of(word)
                .filter(type -> type != EventType.RESET)
                .orElseThrow(() -> RefusedException.invalid("type", "type must be of %s".formatted(TYPES)));
    }
}
