package dev.atelier.ingest.deadletters;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The query of {@code GET /v1/dead-letters}: what it may say, and how that is read. */
final class ListLettersQuery {
    private static final String TIME = "{\"type\": \"string\", \"format\": \"date-time\"}";

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query("topic", "Only those that come from this topic.", "{\"type\": \"string\"}"),
            Parameter.query(
                    "cause", "Only those whose exception or message holds this text.", "{\"type\": \"string\"}"),
            Parameter.query("since", "Only those put aside at or after this time.", TIME),
            Parameter.query("until", "Only those put aside before this time.", TIME),
            Parameter.query("redriven", "Only those that were put back, or were not.", "{\"type\": \"boolean\"}"),
            Parameter.query(
                    "limit",
                    "How many at most.",
                    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": %d, \"default\": %d}"
                            .formatted(ListLetters.MOST, ListLetters.USUAL)),
            Parameter.query("cursor", "The next of the page before.", "{\"type\": \"string\"}"));

    private ListLettersQuery() {}

    /** {@code isRedriven} tells of a letter whether it was put back. */
    static ListLetters.Query read(Context context, Predicate<DeadLetter> isRedriven) {
        var query = new QueryReader(context, PARAMETERS);
        var filter = new LetterFilter(
                query.text("topic"), query.text("cause"), query.instant("since"), query.instant("until"));
        Optional<Boolean> redriven = query.flag("redriven");
        return new ListLetters.Query(
                filter,
                letter -> redriven.stream().allMatch(wanted -> isRedriven.test(letter) == wanted),
                query.text("cursor").map(ListLettersQuery::cursor),
                query.number("limit", 1, ListLetters.MOST).orElse(ListLetters.USUAL));
    }

    private static LetterId cursor(String text) {
        return LetterId.of(text)
                .orElseThrow(() -> RefusedException.invalid("cursor", "cursor must be the next of an earlier page"));
    }
}
