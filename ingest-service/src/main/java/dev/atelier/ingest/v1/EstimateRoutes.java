package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.estimate.Estimator;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keys.Caller;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/estimate}. */
public final class EstimateRoutes {
    private final Estimator estimator;
    private final JsonBodies bodies;

    public EstimateRoutes(Estimator estimator, JsonBodies bodies) {
        this.estimator = requireNonNull(estimator);
        this.bodies = requireNonNull(bodies);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.POST,
                "/v1/estimate",
                "estimateGeneration",
                "Tell what a generation would cost, and whether it would be let in now. Nothing is reserved.",
                Access.SUBMIT,
                List.of(),
                Optional.of(Body.required(SubmitBody.class).like("""
                        {"model": "atelier/sketch", "input": {"prompt": "a red fox"}}""")),
                List.of(
                        Answer.json(200, "What would become of it.", EstimateResource.class),
                        Answer.error(404, "There is no such model."),
                        Answer.error(413, "The body is too large."),
                        Answer.error(415, "The body is not JSON.")),
                this::estimate));
    }

    private void estimate(Context context) throws IOException, InterruptedException {
        Caller caller = Authentication.caller(context);
        var wanted = bodies.read(context, SubmitBody.class).toNewGeneration();
        Replies.json(context, 200, EstimateResource.of(estimator.estimate(caller, wanted), caller.admin()));
    }
}
