package dev.atelier.ingest.goshen;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.UseCases;
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
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/generate} and {@code /api/v1/jobs}, as Goshen had them. */
public final class GoshenRoutes {
    private static final Answer NONE = Answer.error(404, "There is no such model or job.");

    private final UseCases useCases;
    private final JsonBodies bodies;

    public GoshenRoutes(UseCases useCases, JsonBodies bodies) {
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
    }

    /** What is to be made. */
    record GoshenBody(
            @JsonProperty(required = true) String prompt,

            @JsonPropertyDescription("Left out: the project's default.")
            Optional<String> model,

            @JsonPropertyDescription("Your own label; whose the job is the key tells.")
            Optional<String> userId,

            @JsonPropertyDescription("What else the model takes.")
            Optional<ObjectNode> input) {}

    /** It waits for its turn. */
    record GoshenQueued(
            @JsonProperty(required = true) boolean queued,
            @JsonProperty(required = true) String id) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.POST,
                        "/api/v1/generate",
                        "goshenGenerate",
                        "Have something made; the job tells what becomes of it.",
                        Access.SUBMIT,
                        List.of(IdempotencyKey.parameter("The same key and request are the same job.")),
                        Optional.of(Body.required(GoshenBody.class).like("""
                                {"prompt": "a red fox", "model": "atelier/sketch", "userId": "jane"}""")),
                        List.of(
                                Answer.json(200, "It is queued.", GoshenQueued.class),
                                NONE,
                                Answer.error(409, "The Idempotency-Key was used for another request."),
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON.")),
                        this::generate),
                new Route(
                        Verb.GET,
                        "/api/v1/jobs/{id}",
                        "goshenGetJob",
                        "Read a job.",
                        Access.READ,
                        List.of(Parameter.path("id", "The job's id.")),
                        Optional.empty(),
                        List.of(Answer.json(200, "As it stands.", GoshenJob.class), NONE),
                        this::job));
    }

    private void generate(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var body = bodies.read(context, GoshenBody.class);
        ModelDefined model = useCases.models().resolve(caller, body.model());
        Generation begun = useCases.submit()
                .submit(caller, wanted(model, body), IdempotencyKey.of(context))
                .generation();
        Replies.json(context, 200, new GoshenQueued(true, begun.id()));
    }

    private static NewGeneration wanted(ModelDefined model, GoshenBody body) {
        ObjectNode input = body.input().orElseGet(Json.MAPPER::createObjectNode);
        if (input.has("prompt")) {
            throw RefusedException.invalid("input.prompt", "input.prompt must be left out: prompt says it");
        }
        input.put("prompt", body.prompt());
        return Ask.of(model, Ask.capability(model, input), input)
                .tagged(body.userId().stream().toList());
    }

    private void job(Context context) throws InterruptedException {
        Generation generation =
                useCases.read().get(Authentication.caller(context).project(), context.pathParam("id"));
        Replies.json(context, 200, GoshenJob.of(generation, useCases.products().links(context, generation)));
    }
}
