package dev.atelier.ingest.http;

import dev.atelier.platform.json.Json;
import io.javalin.http.Context;

/** Writes answers. */
public final class Replies {
    /** The media type of JSON; its text is UTF-8 by definition. */
    public static final String JSON = "application/json";

    private Replies() {}

    /** Answers {@code body} as JSON. */
    public static void json(Context context, int status, Object body) {
        context.status(status).contentType(JSON).result(Json.MAPPER.writeValueAsBytes(body));
    }

    /** The id under which the log knows the request. */
    public static String requestId(Context context) {
        return RequestIds.of(context);
    }

    static void problem(Context context, Problem problem) {
        Dialect.Answer answer = Dialects.errors(context).answer(problem, RequestIds.of(context));
        answer.headers().forEach(context::header);
        json(context, answer.status(), answer.body());
    }
}
