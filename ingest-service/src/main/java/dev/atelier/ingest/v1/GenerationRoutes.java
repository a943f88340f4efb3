package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Await;
import dev.atelier.ingest.generation.Cancel;
import dev.atelier.ingest.generation.Cursor;
import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.MoveToFront;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.Regenerate;
import dev.atelier.ingest.generation.Submit;
import dev.atelier.ingest.generation.Submit.Submitted;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.line.Queue;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/generations}. */
public final class GenerationRoutes {
    private static final String PREFER = "Prefer";
    private static final Parameter WAIT = Parameter.header(
            PREFER, "wait=N: answer once it is over, after N seconds at most (1 to 60).", "{\"type\": \"string\"}");
    private static final Parameter KEY =
            IdempotencyKey.parameter("The same key and request are the same generation, however often they are sent.");
    private static final Parameter ID = Parameter.path("id", "The generation's id.");

    private final UseCases useCases;
    private final JsonBodies bodies;
    private final Links links;

    /** What it maps onto. */
    public record UseCases(
            Submit submit,
            Regenerate regenerate,
            Cancel cancel,
            MoveToFront moveToFront,
            Read read,
            Queue queue,
            Await await,
            ListGenerations list) {}

    public GenerationRoutes(UseCases useCases, JsonBodies bodies, Links links) {
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
        this.links = requireNonNull(links);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(submit(), list(), get(), cancel(), moveToFront(), regenerate());
    }

    private Route submit() {
        return new Route(
                Verb.POST,
                "/v1/generations",
                "submitGeneration",
                "Submit a generation. Answered once it is safe on the log.",
                Access.SUBMIT,
                List.of(KEY, WAIT),
                Optional.of(Body.required(SubmitBody.class).like("""
                        {"model": "atelier/sketch", "input": {"prompt": "a red fox", "seed": 7}, "tags": ["demo"]}""")),
                List.of(
                        Answer.json(202, "It is accepted.", GenerationResource.class),
                        Answer.json(200, "It is over already.", GenerationResource.class),
                        Answer.error(404, "There is no such model."),
                        Answer.error(409, "The Idempotency-Key was used for another request."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::submit);
    }

    private Route list() {
        return new Route(
                Verb.GET,
                "/v1/generations",
                "listGenerations",
                "List generations, newest first. One that was just submitted may take a moment to appear.",
                Access.READ,
                ListQuery.PARAMETERS,
                Optional.empty(),
                List.of(Answer.json(200, "A page of the list.", GenerationPage.class)),
                this::list);
    }

    private Route get() {
        return new Route(
                Verb.GET,
                "/v1/generations/{id}",
                "getGeneration",
                "Read a generation. One that was accepted is found at once.",
                Access.READ,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(200, "As it stands.", GenerationResource.class),
                        Answer.error(404, "There is none with this id in the project.")),
                this::get);
    }

    private Route cancel() {
        return new Route(
                Verb.POST,
                "/v1/generations/{id}/cancel",
                "cancelGeneration",
                "Have a generation stopped. How it ends tells whether that came in time.",
                Access.SUBMIT,
                List.of(ID, WAIT),
                Optional.empty(),
                List.of(
                        Answer.json(202, "It is being stopped.", GenerationResource.class),
                        Answer.json(200, "It is over, canceled or otherwise.", GenerationResource.class),
                        Answer.error(404, "There is none with this id in the project.")),
                this::cancel);
    }

    private Route moveToFront() {
        return new Route(
                Verb.POST,
                "/v1/generations/{id}/move-to-front",
                "moveGenerationToFront",
                "Let a generation go before all else that its project has waiting for the same model in the same lane.",
                Access.SUBMIT,
                List.of(ID),
                Optional.empty(),
                List.of(
                        Answer.json(202, "It is being moved.", GenerationResource.class),
                        Answer.error(404, "There is none with this id in the project."),
                        Answer.error(409, "It waits no longer.")),
                this::moveToFront);
    }

    private Route regenerate() {
        return new Route(
                Verb.POST,
                "/v1/generations/{id}/regenerate",
                "regenerateGeneration",
                "Submit what a generation asked for once more, with changes, as a new generation whose parent it is.",
                Access.SUBMIT,
                List.of(ID, KEY, WAIT),
                Optional.of(Body.optional(RegenerateBody.class).like("""
                        {"input": {"seed": 8}}""")),
                List.of(
                        Answer.json(202, "The new one is accepted.", GenerationResource.class),
                        Answer.json(200, "The new one is over already.", GenerationResource.class),
                        Answer.error(404, "There is none with this id in the project, or no such model."),
                        Answer.error(409, "The Idempotency-Key was used for another request."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::regenerate);
    }

    private void submit(Context context) throws IOException, InterruptedException {
        var wanted = bodies.read(context, SubmitBody.class).toNewGeneration();
        answer(context, useCases.submit().submit(Authentication.caller(context), wanted, IdempotencyKey.of(context)));
    }

    private void regenerate(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var changes = bodies.readIfAny(context, RegenerateBody.class).toChanges();
        answer(
                context,
                useCases.regenerate().regenerate(caller, context.pathParam("id"), changes, IdempotencyKey.of(context)));
    }

    private void answer(Context context, Submitted submitted) throws InterruptedException {
        context.header("Location", "/v1/generations/" + submitted.generation().id());
        answer(context, submitted.generation());
    }

    private void cancel(Context context) throws InterruptedException {
        answer(context, useCases.cancel().cancel(Authentication.caller(context), context.pathParam("id")));
    }

    private void moveToFront(Context context) throws InterruptedException {
        var moved = useCases.moveToFront().move(Authentication.caller(context), context.pathParam("id"));
        Replies.json(context, 202, resource(context, moved));
    }

    /** Answers {@code generation}, which may go on, once the client no longer prefers to wait. */
    private void answer(Context context, Generation generation) throws InterruptedException {
        Optional<Duration> patience = Prefer.waiting(context.header(PREFER));
        Generation now = generation;
        if (patience.isPresent()) {
            context.header(
                    "Preference-Applied", "wait=%d".formatted(patience.get().toSeconds()));
            now = useCases.await().finished(generation, patience.get());
        }
        Replies.json(context, now.status().isFinal() ? 200 : 202, resource(context, now));
    }

    private void list(Context context) {
        var page = useCases.list().list(Authentication.caller(context).project(), ListQuery.read(context));
        var data = page.generations().stream()
                .map(generation -> resource(context, generation))
                .toList();
        Replies.json(context, 200, new GenerationPage(data, page.next().map(Cursor::encode)));
    }

    private void get(Context context) throws InterruptedException {
        String project = Authentication.caller(context).project();
        Generation generation = useCases.read().get(project, context.pathParam("id"));
        var standing = useCases.queue().of(generation).orElse(null);
        Replies.json(context, 200, GenerationResource.of(generation, links.base(context), standing));
    }

    private GenerationResource resource(Context context, Generation generation) {
        return GenerationResource.of(generation, links.base(context));
    }
}
