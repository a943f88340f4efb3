package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.Cursor;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predictions that there are: read, list, cancel. */
final class PredictionRoutes {
    private static final Parameter ID = Parameter.path("id", "The prediction's id.");
    private static final String TIME = "{\"type\": \"string\", \"format\": \"date-time\"}";
    private static final List<Parameter> QUERY = List.of(
            Parameter.query("cursor", "As the next of the page before has it.", "{\"type\": \"string\"}"),
            Parameter.query("created_after", "Only those created at or after this time.", TIME),
            Parameter.query("created_before", "Only those created before this time.", TIME));
    private static final int ON_A_PAGE = 100;
    /** A cancel usually takes no longer, and its answer then says how that ended. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private final UseCases useCases;
    private final Predictions predictions;

    PredictionRoutes(UseCases useCases, Predictions predictions) {
        this.useCases = requireNonNull(useCases);
        this.predictions = requireNonNull(predictions);
    }

    /** A page, as the description has it. */
    record PredictionPage(Optional<String> previous, Optional<String> next, List<Prediction> results) {}

    List<Route> routes() {
        String path = ReplicateRoutes.BASE + "/predictions";
        return List.of(
                new Route(
                        Verb.GET,
                        path,
                        "replicateListPredictions",
                        "List predictions, newest first.",
                        Access.READ,
                        QUERY,
                        Optional.empty(),
                        List.of(
                                Answer.json(200, "A page of the list.", PredictionPage.class),
                                Answer.json(422, "The query breaks a rule.", ReplicateError.class)),
                        this::list),
                one(Verb.GET, path + "/{id}", "replicateGetPrediction", "Read a prediction.", this::read),
                one(
                        Verb.POST,
                        path + "/{id}/cancel",
                        "replicateCancelPrediction",
                        "Have a prediction stopped.",
                        this::cancel));
    }

    private static Route one(Verb verb, String path, String operation, String summary, Route.Handling handling) {
        return new Route(
                verb,
                path,
                operation,
                summary,
                verb == Verb.GET ? Access.READ : Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(200, "As it stands.", Prediction.class),
                        Answer.json(404, "There is none with this id in the project.", ReplicateError.class)),
                handling);
    }

    private void read(Context context) throws IOException, InterruptedException {
        String project = Authentication.caller(context).project();
        answer(context, useCases.read().get(project, context.pathParam("id")));
    }

    private void cancel(Context context) throws IOException, InterruptedException {
        Generation canceling = useCases.cancel().cancel(Authentication.caller(context), context.pathParam("id"));
        answer(context, useCases.waiting().glance(canceling, SOON));
    }

    private void answer(Context context, Generation generation) throws IOException {
        Replies.json(context, 200, predictions.of(context, generation));
    }

    private void list(Context context) throws IOException {
        var query = new QueryReader(context, QUERY);
        var filter = new Filter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), query.instant("created_after"));
        var found = useCases.list()
                .list(
                        Authentication.caller(context).project(),
                        new Query(filter, query.instant("created_before"), query.text("cursor"), ON_A_PAGE));
        List<Prediction> results = new ArrayList<>();
        for (Generation generation : found.generations()) {
            results.add(predictions.of(context, generation));
        }
        Optional<String> next = found.next().map(position -> next(context, Cursor.encode(position)));
        Replies.json(context, 200, new Page<>(Optional.empty(), next, results));
    }

    /** The same list from {@code cursor} on, with the conditions that it has. */
    private String next(Context context, String cursor) {
        var url = new StringBuilder("%s%s/predictions?cursor=%s"
                .formatted(useCases.products().base(context), ReplicateRoutes.BASE, cursor));
        for (String name : List.of("created_after", "created_before")) {
            Optional.ofNullable(context.queryParam(name))
                    .ifPresent(time -> url.append('&').append(name).append('=').append(time.replace("+", "%2B")));
        }
        return url.toString();
    }
}
