package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.openai.OpenCalls.Call;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code responses}: words about pictures, now or in the background. */
final class ResponseRoutes {
    private static final Parameter ID = Parameter.path("id", "The response's id.");
    /** A cancel usually takes no longer, and its answer then says how that ended. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private final Words words;
    private final UseCases useCases;
    private final JsonBodies bodies;

    ResponseRoutes(Words words, UseCases useCases, JsonBodies bodies) {
        this.words = requireNonNull(words);
        this.useCases = requireNonNull(useCases);
        this.bodies = requireNonNull(bodies);
    }

    List<Route> routes(String base) {
        var create = new Route(
                Verb.POST,
                base + "/responses",
                "openAiCreateResponse",
                "Ask in words, and about pictures; answered in words, or as a schema says.",
                Access.SUBMIT,
                List.of(ImageRoutes.KEY),
                Optional.of(Body.required(ResponseBody.class).like("""
                        {"model": "atelier/sketch", "input": "What is in a forest?"}""")),
                ImageRoutes.answers(
                        "The response; with stream, events; in the background, one that is not there yet.",
                        ResponseResource.class),
                this::create);
        return List.of(
                create,
                one(Verb.GET, base + "/responses/{id}", "openAiGetResponse", "Read a response.", this::read),
                one(
                        Verb.POST,
                        base + "/responses/{id}/cancel",
                        "openAiCancelResponse",
                        "Have a response in the background stopped.",
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
                        Answer.json(200, "As it stands.", ResponseResource.class),
                        Answer.json(404, "There is none with this id in the project.", OpenAiError.class)),
                handling);
    }

    private void create(Context context) throws IOException, InterruptedException {
        var asked = ResponseBody.read(bodies.read(context, ObjectNode.class));
        try (Call call = words.ask(context, asked.body().model(), asked.question())) {
            answer(context, asked.body(), call);
        }
    }

    private void answer(Context context, ResponseBody body, Call call) throws IOException, InterruptedException {
        if (body.streams()) {
            var events = new JsonEvents(context);
            Failing.tell(events, () -> new ResponseEvents(events).tell(words.answer(context, events, call)));
        } else if (body.inBackground()) {
            Replies.json(context, 200, ResponseResource.of(call.begun().getFirst(), List.of()));
        } else {
            var answered = words.answer(context, call);
            Replies.json(context, 200, ResponseResource.of(answered.generation(), answered.text()));
        }
    }

    private void read(Context context) throws IOException, InterruptedException {
        answer(context, find(context));
    }

    private void cancel(Context context) throws IOException, InterruptedException {
        Generation found = find(context);
        Generation canceling = useCases.cancel().cancel(Authentication.caller(context), found.id());
        answer(context, useCases.waiting().glance(canceling, SOON));
    }

    /** Only what answers in words is a response. */
    private Generation find(Context context) throws InterruptedException {
        String id = context.pathParam("id");
        String bare = id.startsWith(ResponseResource.PREFIX) ? id.substring(ResponseResource.PREFIX.length()) : id;
        return useCases.read()
                .find(Authentication.caller(context).project(), bare)
                .filter(ResponseRoutes::answersInWords)
                .orElseThrow(() -> new RefusedException(new NotFound("There is no response with this id.")));
    }

    private static boolean answersInWords(Generation generation) {
        return generation
                .wanted()
                .capability()
                .filter(capability -> capability == Capability.DESCRIBE || capability == Capability.EXTRACT)
                .isPresent();
    }

    private void answer(Context context, Generation generation) throws IOException {
        var resource = generation.status() == Status.SUCCEEDED
                ? ResponseResource.of(generation, useCases.products().text(generation))
                : ResponseResource.of(generation, List.of());
        Replies.json(context, 200, resource);
    }
}
