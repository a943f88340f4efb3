package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.EventStream;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.openai.ImageReply.Images;
import dev.atelier.ingest.openai.Pictures.Kind;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code images/generations}: pictures of words. */
final class ImageRoutes {
    static final Parameter KEY =
            IdempotencyKey.parameter("The same key and request are the same pictures, however often they are sent.");
    /** What every call that waits may answer. */
    static final List<Answer> ERRORS = List.of(
            Answer.json(402, "The budget is spent.", OpenAiError.class),
            Answer.json(404, "There is no such model.", OpenAiError.class),
            Answer.json(409, "It was canceled, or the Idempotency-Key was used otherwise.", OpenAiError.class),
            Answer.json(413, "The body is too large.", OpenAiError.class),
            Answer.json(415, "The body is of another type.", OpenAiError.class),
            Answer.json(429, "A limit is reached.", OpenAiError.class),
            Answer.json(502, "The provider failed.", OpenAiError.class),
            Answer.json(504, "It takes longer; the message names the id to find it by.", OpenAiError.class));

    private final Pictures pictures;
    private final JsonBodies bodies;

    ImageRoutes(Pictures pictures, JsonBodies bodies) {
        this.pictures = requireNonNull(pictures);
        this.bodies = requireNonNull(bodies);
    }

    List<Route> routes(String base) {
        return List.of(new Route(
                Verb.POST,
                base + "/images/generations",
                "openAiGenerateImages",
                "Make pictures of words, and answer once they are made.",
                Access.SUBMIT,
                List.of(KEY),
                Optional.of(Body.required(ImageBody.class).like("""
                        {"model": "atelier/sketch", "prompt": "a red fox", "size": "256x256", "n": 1}""")),
                answers("The pictures, or with stream a stream of events.", Images.class),
                this::generate));
    }

    static List<Answer> answers(String description, Class<?> body) {
        return Stream.concat(
                        Stream.of(Answer.json(200, description, body), Answer.of(200, description, EventStream.TYPE)),
                        ERRORS.stream())
                .toList();
    }

    private void generate(Context context) throws IOException, InterruptedException {
        ObjectNode fields = bodies.read(context, ObjectNode.class);
        var model = pictures.model(context, fields);
        if (!fields.path("prompt").isString()) {
            throw RefusedException.invalid("prompt", "prompt must be given, as text");
        }
        pictures.answer(context, Kind.GENERATION, model, fields, Json.MAPPER.createObjectNode());
    }
}
