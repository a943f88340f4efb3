package dev.atelier.ingest.callbacks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ProviderCalledBack;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.schemas.Topic;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * {@code /callbacks/{provider}/{token}}: a provider says that something has happened to a job. What else it says is not read:
 * the token proves who was told to call here, and the connector asks the provider itself. So a forged call is refused, and
 * one that comes again, late or never does no harm.
 */
public final class CallbackRoutes {
    private final Optional<Callbacks> callbacks;
    private final Topic<String, ProviderCalledBack> topic;
    private final Requests requests;
    private final InstantSource clock;

    /** Without {@code callbacks} there is nobody who could call. */
    public CallbackRoutes(
            Optional<Callbacks> callbacks,
            Topic<String, ProviderCalledBack> topic,
            Requests requests,
            InstantSource clock) {
        this.callbacks = requireNonNull(callbacks);
        this.topic = requireNonNull(topic);
        this.requests = requireNonNull(requests);
        this.clock = requireNonNull(clock);
    }

    /** Its route. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.POST,
                "/callbacks/{provider}/{token}",
                "callBack",
                "For providers: something has happened to a job.",
                Access.ANYONE,
                List.of(
                        Parameter.path("provider", "Who calls."),
                        Parameter.path("token", "What it was given with the job.")),
                Optional.empty(),
                List.of(
                        Answer.empty(204, "It is heard."),
                        Answer.error(404, "Nobody was told to call here."),
                        Answer.error(503, "It could not be written down. Call again.")),
                this::hear));
    }

    private void hear(Context context) throws InterruptedException {
        String provider = context.pathParam("provider");
        String generationId = callbacks
                .flatMap(known -> known.generation(provider, context.pathParam("token")))
                .orElseThrow(() -> new RefusedException(new NotFound("Nobody was told to call here.")));
        requests.send(
                topic,
                generationId,
                new ProviderCalledBack(generationId, provider, clock.instant()),
                "The callback could not be written to the log in time. Call again.");
        context.status(204);
    }
}
