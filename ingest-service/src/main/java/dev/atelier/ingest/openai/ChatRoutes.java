package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.openai.ChatReply.ChatCompletion;
import dev.atelier.ingest.openai.OpenCalls.Call;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code chat/completions}: words about pictures. */
final class ChatRoutes {
    private final Words words;
    private final JsonBodies bodies;

    ChatRoutes(Words words, JsonBodies bodies) {
        this.words = requireNonNull(words);
        this.bodies = requireNonNull(bodies);
    }

    List<Route> routes(String base) {
        return List.of(new Route(
                Verb.POST,
                base + "/chat/completions",
                "openAiCompleteChat",
                "Ask in words, and about pictures; answered in words, or as a schema says.",
                Access.SUBMIT,
                List.of(ImageRoutes.KEY),
                Optional.of(Body.required(ChatBody.class).like("""
                        {"model": "atelier/sketch", "messages": [{"role": "user", "content": "What is in a forest?"}]}""")),
                ImageRoutes.answers("The answer, or with stream a stream of its parts.", ChatCompletion.class),
                this::complete));
    }

    private void complete(Context context) throws IOException, InterruptedException {
        var asked = ChatBody.read(bodies.read(context, ObjectNode.class));
        try (Call call = words.ask(context, asked.body().model(), asked.question())) {
            if (asked.body().streams()) {
                stream(context, asked.body(), call);
            } else {
                Replies.json(context, 200, ChatReply.whole(words.answer(context, call)));
            }
        }
    }

    private void stream(Context context, ChatBody body, Call call) throws IOException, InterruptedException {
        var events = new JsonEvents(context);
        Failing.tell(events, () -> {
            for (var part : ChatReply.parts(words.answer(context, events, call), body.wantsUsage())) {
                events.send(part);
            }
            events.done();
        });
    }
}
