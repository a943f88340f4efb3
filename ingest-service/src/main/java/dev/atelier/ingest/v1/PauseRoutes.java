package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.PauseDefined;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.line.Pauses;
import dev.atelier.ingest.line.Pauses.Paused;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The native dialect: {@code /v1/pauses}. A model's name has a slash, so it takes two parts of a path. */
public final class PauseRoutes {
    private static final String ONE = "/v1/pauses/{kind}/{name}";
    private static final String MODEL = "/v1/pauses/model/{owner}/{name}";
    private static final List<Parameter> OF_ONE = List.of(
            Parameter.path("kind", "lane, account or model."),
            Parameter.path("name", "interactive, normal or batch; an account; a model whose owner is clear."));
    private static final List<Parameter> OF_MODEL = List.of(
            Parameter.path("owner", "The model's owner, such as atelier."),
            Parameter.path("name", "The model's name after its owner, such as sketch."));

    private final Pauses pauses;
    private final JsonBodies bodies;

    public PauseRoutes(Pauses pauses, JsonBodies bodies) {
        this.pauses = requireNonNull(pauses);
        this.bodies = requireNonNull(bodies);
    }

    /** What a pause may say. */
    record PauseBody(
            @JsonPropertyDescription("Why, for people and for whoever is refused meanwhile: 1 to 500 characters.")
            Optional<String> reason) {}

    /** Something that is paused. */
    record Pause(
            @JsonProperty(required = true) @JsonPropertyDescription("lane, account or model.")
            String kind,

            @JsonProperty(required = true) String name,
            Optional<String> reason,

            @JsonPropertyDescription("The id of the key that asked.")
            Optional<String> by,

            @JsonProperty(required = true) Instant at) {
        static Pause of(PauseDefined pause) {
            return new Pause(
                    pause.getKind().name().toLowerCase(Locale.ROOT),
                    pause.getName(),
                    pause.getReason(),
                    pause.getBy(),
                    pause.getAt());
        }
    }

    /** All of them: there are few. */
    record PausePage(@JsonProperty(required = true) List<Pause> data, Optional<String> next) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                list(),
                pause(
                        ONE,
                        "pause",
                        "Pause a lane, an account or a model: what runs goes on, what waits waits.",
                        OF_ONE),
                pause(MODEL, "pauseModel", "Pause a model by its full name.", OF_MODEL),
                resume(ONE, "resume", "Resume what is paused; it goes on within a second, in its order.", OF_ONE),
                resume(MODEL, "resumeModel", "Resume a model by its full name.", OF_MODEL));
    }

    private Route list() {
        return new Route(
                Verb.GET,
                "/v1/pauses",
                "listPauses",
                "List what is paused, by kind and name.",
                Access.READ,
                List.of(),
                Optional.empty(),
                List.of(Answer.json(200, "All of it.", PausePage.class)),
                context -> Replies.json(
                        context,
                        200,
                        new PausePage(pauses.all().stream().map(Pause::of).toList(), Optional.empty())));
    }

    private Route pause(String path, String operation, String summary, List<Parameter> parameters) {
        return new Route(
                Verb.PUT,
                path,
                operation,
                summary,
                Access.ADMIN,
                parameters,
                Optional.of(Body.optional(PauseBody.class).like("""
                        {"reason": "The vendor is down."}""")),
                List.of(
                        Answer.json(200, "It is paused.", Pause.class),
                        Answer.error(404, "There is no such account or model."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::pause);
    }

    private Route resume(String path, String operation, String summary, List<Parameter> parameters) {
        return new Route(
                Verb.DELETE,
                path,
                operation,
                summary,
                Access.ADMIN,
                parameters,
                Optional.empty(),
                List.of(
                        Answer.empty(204, "It is not paused any more."),
                        Answer.error(404, "There is no such account or model.")),
                this::resume);
    }

    private void pause(Context context) throws IOException, InterruptedException {
        var reason = bodies.readIfAny(context, PauseBody.class).reason();
        var pause = pauses.pause(Authentication.admin(context), named(context), reason);
        Replies.json(context, 200, Pause.of(pause));
    }

    private void resume(Context context) throws InterruptedException {
        pauses.resume(Authentication.admin(context), named(context));
        context.status(204);
    }

    private static Paused named(Context context) {
        var parts = context.pathParamMap();
        String owner = parts.get("owner");
        return owner == null
                ? new Paused(context.pathParam("kind"), context.pathParam("name"))
                : new Paused("model", owner + "/" + context.pathParam("name"));
    }
}
