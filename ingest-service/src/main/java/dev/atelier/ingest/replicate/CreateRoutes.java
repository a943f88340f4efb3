package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Creates predictions: of a version, or of a model that the path names. */
final class CreateRoutes {
    private static final String PREFER = "Prefer";
    private static final String CANCEL_AFTER = "Cancel-After";
    private static final List<Parameter> HEADERS = List.of(
            IdempotencyKey.parameter("The same key and request are the same prediction, however often they are sent."),
            Parameter.header(
                    PREFER,
                    "wait or wait=n: answer once it is over, after n seconds at most (1 to 60, or 60).",
                    "{\"type\": \"string\"}"),
            Parameter.header(CANCEL_AFTER, "Such as 90s: it expires then.", "{\"type\": \"string\"}"));

    private final UseCases useCases;
    private final Versions versions;
    private final Predictions predictions;
    private final JsonBodies bodies;

    CreateRoutes(UseCases useCases, Versions versions, Predictions predictions, JsonBodies bodies) {
        this.useCases = requireNonNull(useCases);
        this.versions = requireNonNull(versions);
        this.predictions = requireNonNull(predictions);
        this.bodies = requireNonNull(bodies);
    }

    List<Route> routes() {
        return List.of(
                route(
                        ReplicateRoutes.BASE + "/predictions",
                        "replicateCreatePrediction",
                        "Have a version of a model run.",
                        HEADERS,
                        this::ofVersion),
                route(
                        ReplicateRoutes.BASE + "/models/{owner}/{name}/predictions",
                        "replicateCreateModelPrediction",
                        "Have a model run.",
                        ModelRoutes.named(HEADERS),
                        this::ofModel));
    }

    private static Route route(
            String path, String operation, String summary, List<Parameter> parameters, Route.Handling handling) {
        return new Route(
                Verb.POST,
                path,
                operation,
                summary,
                Access.SUBMIT,
                parameters,
                Optional.of(Body.required(PredictionBody.class).like("""
                        {"version": "atelier/sketch", "input": {"prompt": "a red fox"}}""")),
                List.of(
                        Answer.json(201, "It is accepted, or over already.", Prediction.class),
                        Answer.json(404, "There is no such model or version.", ReplicateError.class),
                        Answer.json(409, "The Idempotency-Key was used for another request.", ReplicateError.class),
                        Answer.json(413, "The body is too large.", ReplicateError.class),
                        Answer.json(415, "The body is not JSON.", ReplicateError.class),
                        Answer.json(422, "The input breaks a rule of the model.", ReplicateError.class)),
                handling);
    }

    private void ofVersion(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, PredictionBody.class);
        String reference = body.version()
                .or(body::model)
                .orElseThrow(() -> RefusedException.invalid("version", "version must be given"));
        create(context, versions.resolve(Authentication.caller(context), reference), body);
    }

    private void ofModel(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, PredictionBody.class);
        ModelDefined model =
                useCases.models().resolve(Authentication.caller(context), Optional.of(ModelRoutes.name(context)));
        body.version().ifPresent(version -> Versions.check(model, version));
        create(context, model, body);
    }

    private void create(Context context, ModelDefined model, PredictionBody body)
            throws IOException, InterruptedException {
        var submitted = useCases.submit()
                .submit(Authentication.caller(context), wanted(context, model, body), IdempotencyKey.of(context));
        Generation generation = submitted.generation();
        Optional<Duration> patience = Waits.prefer(context.header(PREFER));
        if (patience.isPresent()) {
            Generation now = useCases.waiting().glance(generation, patience.get());
            Prediction prediction = predictions.of(context, now);
            Replies.json(context, 201, now.status().isFinal() ? prediction : prediction.starting());
        } else {
            Replies.json(context, 201, predictions.of(context, generation));
        }
    }

    private static NewGeneration wanted(Context context, ModelDefined model, PredictionBody body) {
        ObjectNode input = body.input();
        checkNames(model, input);
        Optional<String> deadline =
                Waits.cancelAfter(context.header(CANCEL_AFTER)).map(Duration::toString);
        var conditions = new Conditions(
                Ask.USUAL.lane(), Optional.empty(), Optional.empty(), deadline, Optional.empty(), Ask.USUAL.onLimit());
        NewGeneration wanted = Ask.under(conditions, Ask.of(model, Ask.capability(model, input), input));
        return body.callback().map(wanted::telling).orElse(wanted);
    }

    /**
     * Also of a model that takes anything: a known fault of the client puts itself in the place of the input, and its API token
     * with it, which is to get no further than here.
     */
    private static void checkNames(ModelDefined model, ObjectNode input) {
        var schema = InputSchema.of(model);
        input.propertyNames().stream()
                .filter(name -> !schema.has(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw RefusedException.invalid(
                            "input." + unknown, "input.%s is nothing that this model takes".formatted(unknown));
                });
    }
}
