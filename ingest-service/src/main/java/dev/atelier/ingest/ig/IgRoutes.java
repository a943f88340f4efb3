package dev.atelier.ingest.ig;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.Amend;
import dev.atelier.ingest.generation.Regenerate;
import dev.atelier.ingest.generation.Regenerate.Changes;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.ig.IgBodies.IgAgain;
import dev.atelier.ingest.ig.IgBodies.IgCreate;
import dev.atelier.ingest.ig.IgBodies.IgCreated;
import dev.atelier.ingest.ig.IgBodies.IgDeleted;
import dev.atelier.ingest.ig.IgBodies.IgId;
import dev.atelier.ingest.ig.IgBodies.IgPage;
import dev.atelier.ingest.ig.IgBodies.IgRegenerated;
import dev.atelier.ingest.ig.IgBodies.IgTagged;
import dev.atelier.ingest.ig.IgBodies.IgTags;
import dev.atelier.ingest.ig.IgList.Wanted;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /rpc/generations}, as ig had it; its file lies at {@code /generations/{id}/file.{ext}}. */
public final class IgRoutes {
    private static final String ALL = "/rpc/generations/";
    private static final List<Parameter> ID =
            List.of(Parameter.query("id", "The generation's id.", "{\"type\": \"string\"}")
                    .mandatory());
    private static final List<Parameter> KEY =
            List.of(IdempotencyKey.parameter("The same key and request are the same generation."));
    private static final Answer NONE = Answer.error(404, "There is none with this id in the project.");
    private static final List<Answer> REFUSALS = List.of(
            Answer.error(409, "It stands otherwise than it would have to, or the Idempotency-Key was used otherwise."),
            Answer.error(413, "The body is too large."),
            Answer.error(415, "The body is not JSON."));

    private final UseCases useCases;
    private final Regenerate regenerate;
    private final Amend amend;
    private final JsonBodies bodies;

    public IgRoutes(UseCases useCases, Regenerate regenerate, Amend amend, JsonBodies bodies) {
        this.useCases = requireNonNull(useCases);
        this.regenerate = requireNonNull(regenerate);
        this.amend = requireNonNull(amend);
        this.bodies = requireNonNull(bodies);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                post(
                        "create",
                        "Have something made.",
                        KEY,
                        Body.required(IgCreate.class).like("""
                                {"endpoint": "fal-ai/flux/schnell", "input": {"prompt": "a red fox"}, "tags": ["demo"]}"""),
                        answer(IgCreated.class),
                        this::create),
                post(
                        "updateTags",
                        "Add and remove labels.",
                        List.of(),
                        Body.required(IgTags.class).like("""
                                {"id": "0190b5a0-0000-7000-8000-000000000001", "add": ["liked"]}"""),
                        answer(IgTagged.class),
                        this::tag),
                post(
                        "delete",
                        "Delete a generation that is over.",
                        List.of(),
                        Body.required(IgId.class).like("""
                                {"id": "0190b5a0-0000-7000-8000-000000000001"}"""),
                        answer(IgDeleted.class),
                        this::delete),
                post(
                        "regenerate",
                        "Have the same made once more.",
                        KEY,
                        Body.required(IgAgain.class).like("""
                                {"id": "0190b5a0-0000-7000-8000-000000000001"}"""),
                        answer(IgRegenerated.class),
                        this::regenerate),
                get("list", "List generations, newest first.", IgList.PARAMETERS, answer(IgPage.class), this::list),
                get("get", "Read a generation.", ID, answer(IgGeneration.class), this::get));
    }

    private static Answer answer(Class<?> body) {
        return Answer.json(200, "As ig answers.", body);
    }

    private static Route post(
            String call,
            String summary,
            List<Parameter> parameters,
            Body body,
            Answer answer,
            Route.Handling handling) {
        return new Route(
                Verb.POST,
                ALL + call,
                operation(call),
                summary,
                Access.SUBMIT,
                parameters,
                Optional.of(body),
                List.of(answer, NONE, REFUSALS.get(0), REFUSALS.get(1), REFUSALS.get(2)),
                handling);
    }

    private static Route get(
            String call, String summary, List<Parameter> parameters, Answer answer, Route.Handling handling) {
        return new Route(
                Verb.GET,
                ALL + call,
                operation(call),
                summary,
                Access.READ,
                parameters,
                Optional.empty(),
                List.of(answer, NONE),
                handling);
    }

    private static String operation(String call) {
        return "ig" + Character.toUpperCase(call.charAt(0)) + call.substring(1);
    }

    private void create(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var body = bodies.read(context, IgCreate.class);
        ModelDefined model = useCases.models().resolve(caller, Optional.of(model(body.endpoint())));
        var wanted = Ask.of(model, Ask.capability(model, body.input()), body.input())
                .tagged(body.tags().orElse(List.of()));
        String id = useCases.submit()
                .submit(caller, wanted, IdempotencyKey.of(context))
                .generation()
                .id();
        Replies.json(context, 200, new IgCreated(id, id));
    }

    private void regenerate(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, IgAgain.class);
        var changes = new Changes(
                Optional.empty(), Optional.empty(), Optional.empty(), body.tags(), Ask.USUAL, Optional.empty());
        String id = regenerate
                .regenerate(Authentication.caller(context), body.id(), changes, IdempotencyKey.of(context))
                .generation()
                .id();
        Replies.json(context, 200, new IgRegenerated(id, id, body.id()));
    }

    private void tag(Context context) throws IOException, InterruptedException {
        var body = bodies.read(context, IgTags.class);
        var change =
                new Amend.Labels(body.add().orElse(List.of()), body.remove().orElse(List.of()));
        Replies.json(
                context, 200, new IgTagged(body.id(), amend.tag(Authentication.caller(context), body.id(), change)));
    }

    private void delete(Context context) throws IOException, InterruptedException {
        amend.delete(
                Authentication.caller(context), bodies.read(context, IgId.class).id());
        Replies.json(context, 200, new IgDeleted(true));
    }

    private void list(Context context) {
        String project = Authentication.caller(context).project();
        var list = new IgList(query -> useCases.list().list(project, query), this::model);
        Replies.json(context, 200, list.page(Wanted.read(context)));
    }

    private void get(Context context) throws InterruptedException {
        String id = new QueryReader(context, ID).text("id").orElse("");
        Generation generation =
                useCases.read().get(Authentication.caller(context).project(), id);
        Replies.json(context, 200, IgGeneration.of(generation));
    }

    /** The whole name of a model; ig called models as their provider does. */
    private String model(String endpoint) {
        return useCases.models()
                .named(endpoint)
                .or(() -> useCases.models().ofProvider(endpoint))
                .map(ModelDefined::getModel)
                .orElse(endpoint);
    }
}
