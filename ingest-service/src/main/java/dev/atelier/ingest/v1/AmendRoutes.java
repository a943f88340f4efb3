package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.Amend;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What people change of generations afterwards. It shows a moment after it is answered. */
public final class AmendRoutes {
    private static final List<Parameter> ID = List.of(Parameter.path("id", "The generation's id."));
    private static final Answer NONE = Answer.error(404, "There is none with this id in the project.");

    private final Amend amend;
    private final JsonBodies bodies;

    public AmendRoutes(Amend amend, JsonBodies bodies) {
        this.amend = requireNonNull(amend);
        this.bodies = requireNonNull(bodies);
    }

    /** Which labels are to be there, and which no more. */
    record TagsBody(
            @JsonPropertyDescription("What is in both is there.")
            Optional<List<String>> add,

            Optional<List<String>> remove) {}

    /** The labels of a generation. */
    record TagsResource(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) List<String> tags) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.PATCH,
                        "/v1/generations/{id}/tags",
                        "changeTags",
                        "Add labels to a generation, and take some away.",
                        Access.SUBMIT,
                        ID,
                        Optional.of(Body.required(TagsBody.class).like("""
                                {"add": ["liked"], "remove": ["draft"]}""")),
                        List.of(
                                Answer.json(
                                        200,
                                        "The labels that it has now, as far as is known here: another change may be on its way.",
                                        TagsResource.class),
                                NONE,
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON.")),
                        this::tag),
                new Route(
                        Verb.DELETE,
                        "/v1/generations/{id}",
                        "deleteGeneration",
                        "Forget a generation that is over. Nobody finds it or its files any more.",
                        Access.SUBMIT,
                        ID,
                        Optional.empty(),
                        List.of(
                                Answer.empty(204, "It is forgotten."),
                                NONE,
                                Answer.error(409, "It is not over yet: cancel it first.")),
                        this::delete));
    }

    private void tag(Context context) throws IOException, InterruptedException {
        String id = context.pathParam("id");
        var body = bodies.read(context, TagsBody.class);
        var change =
                new Amend.Labels(body.add().orElse(List.of()), body.remove().orElse(List.of()));
        Replies.json(context, 200, new TagsResource(id, amend.tag(Authentication.caller(context), id, change)));
    }

    private void delete(Context context) throws InterruptedException {
        amend.delete(Authentication.caller(context), context.pathParam("id"));
        context.status(204);
    }
}
