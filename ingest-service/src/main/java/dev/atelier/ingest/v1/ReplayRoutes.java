package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.Replay;
import dev.atelier.ingest.generation.Replay.Estimate;
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
import dev.atelier.ingest.store.Batch;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/replays}. */
public final class ReplayRoutes {
    private static final Parameter KEY =
            IdempotencyKey.parameter("Under the same key it is asked for once, however often this is sent.");

    private final Replay replay;
    private final JsonBodies bodies;
    private final Links links;

    public ReplayRoutes(Replay replay, JsonBodies bodies, Links links) {
        this.replay = requireNonNull(replay);
        this.bodies = requireNonNull(bodies);
        this.links = requireNonNull(links);
    }

    /** What a replay would be. */
    record ReplayEstimate(
            @JsonProperty(required = true) @JsonPropertyDescription("How many generations.")
            int count,

            @JsonProperty(required = true)
            @JsonPropertyDescription("By the price book, each where its model runs first.")
            GenerationResource.Cost cost,

            @JsonProperty(required = true)
            @JsonPropertyDescription("How many have no known price; they are not in the cost.")
            int unpriced) {
        static ReplayEstimate of(Estimate estimate) {
            return new ReplayEstimate(
                    estimate.count(), new GenerationResource.Cost(estimate.costMicros()), estimate.unpriced());
        }
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.POST,
                "/v1/replays",
                "replayGenerations",
                "Submit what many generations asked for once more, with changes, as one batch: each a new generation whose "
                        + "parent is the old one. A dry run tells how many and what they would cost.",
                Access.SUBMIT,
                List.of(KEY),
                Optional.of(Body.required(ReplayBody.class).like("""
                        {"filter": {"tag": "demo"}, "dryRun": true}""")),
                List.of(
                        Answer.json(202, "The batch is accepted.", BatchResource.class),
                        Answer.json(200, "What it would be.", ReplayEstimate.class),
                        Answer.error(404, "There is no such model."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::replay));
    }

    private void replay(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var body = bodies.read(context, ReplayBody.class);
        if (body.isDryRun()) {
            Replies.json(context, 200, ReplayEstimate.of(replay.estimate(caller, body.toWanted())));
            return;
        }
        Batch batch = replay.run(caller, body.toWanted(), IdempotencyKey.of(context));
        context.header("Location", "/v1/batches/" + batch.id());
        Replies.json(context, 202, BatchResource.of(batch, links.base(context)));
    }
}
