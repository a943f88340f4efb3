package dev.atelier.ingest.ig;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Cursor;
import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.ig.IgBodies.IgPage;
import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.GenerationRows.Page;
import dev.atelier.ingest.store.Position;
import dev.atelier.ingest.store.Status;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The list of ig: its statuses stand for several of ours, and all labels that are asked for must be there, so what the store
 * lists is sifted here. Each call looks at a bounded part of it; a short page has a next one. Thread-safe.
 */
final class IgList {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query("status", "Only those that stand so.", "{\"enum\": [\"pending\", \"ready\", \"failed\"]}"),
            Parameter.query("endpoint", "Only those of this model.", "{\"type\": \"string\"}"),
            Parameter.query(
                    "tags",
                    "Only those that carry this label; given several times: all of them.",
                    "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}"),
            Parameter.query(
                    "limit",
                    "How many at most.",
                    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 100, \"default\": 20}"),
            Parameter.query("cursor", "The nextCursor of the page before.", "{\"type\": \"string\"}"));

    private static final int MOST = 100;
    private static final int USUAL = 20;
    private static final int MOST_LOOKS = 5;

    private final Function<Query, Page> list;
    private final UnaryOperator<String> model;

    /** {@code list} lists the generations of one project; {@code model} names the model that an endpoint is. */
    IgList(Function<Query, Page> list, UnaryOperator<String> model) {
        this.list = requireNonNull(list);
        this.model = requireNonNull(model);
    }

    /** What is asked for. */
    record Wanted(
            Optional<IgStatus> status,
            Optional<String> endpoint,
            Set<String> tags,
            Optional<String> cursor,
            int limit) {
        static Wanted read(Context context) {
            var query = new QueryReader(context, PARAMETERS);
            List<String> tags = context.queryParams("tags");
            if (tags.contains("")) {
                throw RefusedException.invalid("tags", "tags must be given with a value");
            }
            return new Wanted(
                    query.text("status").map(Wanted::status),
                    query.text("endpoint"),
                    Set.copyOf(tags),
                    query.text("cursor"),
                    query.number("limit", 1, MOST).orElse(USUAL));
        }

        private static IgStatus status(String word) {
            return IgStatus.of(word)
                    .orElseThrow(
                            () -> RefusedException.invalid("status", "status must be one of pending, ready, failed"));
        }

        boolean fits(Generation generation) {
            return status.map(wanted -> wanted == IgStatus.of(generation.status()))
                            .orElse(true)
                    && generation.wanted().tags().containsAll(tags);
        }
    }

    IgPage page(Wanted wanted) {
        var filter = new Filter(
                wanted.status().filter(status -> status == IgStatus.READY).map(_ -> Status.SUCCEEDED),
                wanted.tags().stream().findFirst(),
                wanted.endpoint().map(model),
                Optional.empty(),
                Optional.empty());
        List<IgGeneration> found = new ArrayList<>();
        Optional<String> cursor = wanted.cursor();
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Page page = list.apply(new Query(filter, Optional.empty(), cursor, ListGenerations.MOST));
            for (Generation generation : page.generations()) {
                if (wanted.fits(generation)) {
                    if (found.size() == wanted.limit()) {
                        return new IgPage(found, cursor);
                    }
                    found.add(IgGeneration.of(generation));
                }
                cursor = Optional.of(Cursor.encode(Position.of(generation)));
            }
            cursor = page.next().map(Cursor::encode);
            if (cursor.isEmpty()) {
                break;
            }
        }
        return new IgPage(found, cursor);
    }
}
