package dev.atelier.ingest.generate;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.InputSchema;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /generate}: answers once the picture is there, or says in time why it is not. */
public final class GenerateRoutes {
    private final UseCases useCases;
    private final JsonBodies bodies;
    private final InstantSource clock;

    public GenerateRoutes(UseCases useCases, JsonBodies bodies, InstantSource clock) {
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
        this.clock = requireNonNull(clock);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.POST,
                "/generate",
                "generate",
                "Make a picture of words, and answer once it is made.",
                Access.SUBMIT,
                List.of(IdempotencyKey.parameter("The same key and request are the same picture.")),
                Optional.of(Body.required(GenerateBody.class).like("""
                        {"prompt": "a red fox", "model": "atelier/sketch"}""")),
                List.of(
                        Answer.json(200, "The picture.", GenerateReply.class),
                        Answer.error(402, "The budget is spent."),
                        Answer.error(404, "There is no such model or instance."),
                        Answer.error(409, "It was canceled, or the Idempotency-Key was used otherwise."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON."),
                        Answer.error(429, "A limit is reached."),
                        Answer.error(502, "The provider failed."),
                        Answer.error(504, "It takes longer; the message names the id to find it by.")),
                this::generate));
    }

    private void generate(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var body = bodies.read(context, GenerateBody.class);
        if (body.instanceId().filter(id -> !id.equals(caller.project())).isPresent()) {
            throw new RefusedException(new NotFound("There is no instance with this id."));
        }
        ModelDefined model = useCases.models().resolve(caller, body.model());
        Generation begun = useCases.submit()
                .submit(caller, wanted(model, body), IdempotencyKey.of(context))
                .generation();
        Generation ended =
                useCases.waiting().finished(context, caller, List.of(begun)).getFirst();
        if (ended.status() != Status.SUCCEEDED) {
            throw new ProblemException(Unsuccessful.problem(ended));
        }
        String link = useCases.products().links(context, ended).getFirst();
        Replies.json(context, 200, GenerateReply.of(ended, link, Replies.requestId(context), clock.instant()));
    }

    private static NewGeneration wanted(ModelDefined model, GenerateBody body) {
        if (!model.getCapabilities().contains(Capability.TEXT_TO_IMAGE)) {
            throw RefusedException.invalid("model", "model must be one that makes pictures of words");
        }
        var schema = InputSchema.of(model);
        ObjectNode input = Json.MAPPER.createObjectNode().put("prompt", body.prompt());
        body.options()
                .ifPresent(options -> options.properties().forEach(option -> {
                    if (!schema.has(option.getKey()) || input.has(option.getKey())) {
                        String field = "options." + option.getKey();
                        throw RefusedException.invalid(field, field + " is nothing that this model lets choose");
                    }
                    input.set(option.getKey(), option.getValue());
                }));
        return Ask.of(model, Capability.TEXT_TO_IMAGE, input)
                .tagged(body.projectId().stream().toList());
    }
}
