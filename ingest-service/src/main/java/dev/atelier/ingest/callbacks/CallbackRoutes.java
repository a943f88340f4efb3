package dev.atelier.ingest.callbacks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ProviderCalledBack;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.http.BoundedBody;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.schemas.Topic;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * {@code /callbacks/{provider}/{token}}: a provider says that something has happened to a job. The token proves who was told
 * to call here, and where the vendor signs, the signature proves that it is the vendor who calls.
 *
 * <p>What else a call says is not read: it only wakes the connector, which asks the provider itself. So a call that is
 * replayed within the time that its signature is good for asks once more, and one that comes late or never costs time.
 */
public final class CallbackRoutes {
    private static final int LARGEST_BODY = 1 << 20;

    private final Callbacks callbacks;
    private final VendorSignatures signatures;
    private final Topic<String, ProviderCalledBack> topic;
    private final Requests requests;
    private final InstantSource clock;

    public CallbackRoutes(
            Callbacks callbacks,
            VendorSignatures signatures,
            Topic<String, ProviderCalledBack> topic,
            Requests requests,
            InstantSource clock) {
        this.callbacks = requireNonNull(callbacks);
        this.signatures = requireNonNull(signatures);
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
                        Answer.error(403, "The vendor's signature is missing, wrong or too old."),
                        Answer.error(404, "Nobody was told to call here."),
                        Answer.error(413, "The body is too large for its signature to be verified."),
                        Answer.error(503, "It could not be verified or written down. Call again.")),
                this::hear));
    }

    private void hear(Context context) throws IOException, InterruptedException {
        String provider = context.pathParam("provider");
        String generationId = callbacks
                .generation(provider, context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("Nobody was told to call here.")));
        refuseUnlessGenuine(signatures.of(provider).verify(new Received(generationId, context)));
        requests.send(
                topic,
                generationId,
                new ProviderCalledBack(generationId, provider, clock.instant()),
                "The callback could not be written to the log in time. Call again.");
        context.status(204);
    }

    private static void refuseUnlessGenuine(VendorSignature.Verdict verdict) {
        switch (verdict) {
            case GENUINE -> {}
            case MISSING ->
                throw refusal("signature_missing", "The vendor signs its calls, and this one is not signed.");
            case STALE -> throw refusal("signature_stale", "The call was not signed within the last five minutes.");
            case WRONG -> throw refusal("signature_wrong", "The vendor did not sign this call.");
            case UNDECIDED ->
                throw RefusedException.unavailable("The vendor's keys cannot be had at the moment. Call again.");
        }
    }

    private static ProblemException refusal(String code, String message) {
        return new ProblemException(Problem.of(403, code, message));
    }

    private record Received(String generationId, Context context) implements ReceivedCall {
        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(context.header(name));
        }

        @Override
        public byte[] body() throws IOException {
            return BoundedBody.read(context, LARGEST_BODY);
        }
    }
}
