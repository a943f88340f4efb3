package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.PurgeRequested;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.line.Purge;
import dev.atelier.ingest.line.Purge.Part;
import dev.atelier.ingest.v1.SubmitBody.Priority;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The native dialect: {@code POST /v1/purges}. */
public final class PurgeRoutes {
    private final Purge purge;
    private final JsonBodies bodies;

    public PurgeRoutes(Purge purge, JsonBodies bodies) {
        this.purge = requireNonNull(purge);
        this.bodies = requireNonNull(bodies);
    }

    /** Which part of the line is to be emptied. */
    record PurgeBody(
            @JsonProperty(required = true) @JsonPropertyDescription("Where it waits.")
            String provider,

            @JsonPropertyDescription("Only what waits for this account. Left out: for any.")
            Optional<String> account,

            @JsonPropertyDescription("Only what waits for this model. Left out: for any.")
            Optional<String> model,

            @JsonPropertyDescription("Only what waits in this lane. Left out: in any.")
            Optional<Priority> lane,

            @JsonPropertyDescription(
                    "Only what this project has waiting. Left out: any project, for which an admin key is needed.")
            Optional<String> project) {
        Part toPart() {
            return new Part(provider, account, model, lane.map(Priority::lane), project);
        }
    }

    /** A purge that is under way. */
    record PurgeResource(
            @JsonProperty(required = true) String provider,
            Optional<String> account,
            Optional<String> model,
            Optional<String> lane,
            Optional<String> project,

            @JsonPropertyDescription("The id of the key that asked.")
            Optional<String> by,

            @JsonProperty(required = true) Instant at) {
        static PurgeResource of(PurgeRequested purge) {
            return new PurgeResource(
                    purge.getProvider(),
                    purge.getAccount(),
                    purge.getModel(),
                    purge.getLane().map(lane -> lane.name().toLowerCase(Locale.ROOT)),
                    purge.getProject(),
                    purge.getBy(),
                    purge.getAt());
        }
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.POST,
                "/v1/purges",
                "purge",
                "Cancel all that waits and fits, and nothing that runs or arrives later.",
                Access.MANAGE,
                List.of(),
                Optional.of(Body.required(PurgeBody.class).like("""
                        {"provider": "sketch", "lane": "batch", "project": "default"}""")),
                List.of(
                        Answer.json(
                                202,
                                "It is under way; each generation ends by its own final word.",
                                PurgeResource.class),
                        Answer.error(403, "To purge what other projects have waiting needs an admin key."),
                        Answer.error(404, "There is no such model."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::purge));
    }

    private void purge(Context context) throws IOException, InterruptedException {
        Part part = bodies.read(context, PurgeBody.class).toPart();
        Replies.json(context, 202, PurgeResource.of(purge.purge(Authentication.caller(context), part)));
    }
}
