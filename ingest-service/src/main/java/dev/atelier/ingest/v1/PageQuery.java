package dev.atelier.ingest.v1;

import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

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

    static PageQuery read(Context context) {
        var query = new QueryReader(context, PARAMETERS);
        return new PageQuery(
                query.text("cursor"), query.number("limit", 1, ReadBatches.MOST).orElse(ReadBatches.USUAL));
    }
}
