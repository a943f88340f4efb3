package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.EventStream;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.keys.Passes;
import dev.atelier.ingest.webhooks.FalKey;
import dev.atelier.ingest.webhooks.FalSignature;
import dev.atelier.ingest.webhooks.Format;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The dialect of fal's clients, whose {@code proxyUrl} is {@code /fal/proxy} here. */
public final class FalRoutes {
    /** How its errors look. */
    public static final Dialect DIALECT = new Dialect("/fal/", FalError::answer, FalError.class);

    private static final Parameter TARGET = Parameter.header(
                    FalTarget.HEADER,
                    "What the client would have asked of fal. It is read, and never asked.",
                    "{\"type\": \"string\", \"format\": \"uri\"}")
            .mandatory();
    private static final Parameter PATH = Parameter.path("path", "The path at fal.");
    /** Where a browser streams from, with a token. */
    private static final String BROWSERS = folder(FalTarget.RUN);

    private static final Parameter TOKEN = Parameter.query(
            Passes.PARAMETER, "In the place of a key: what was granted for the model.", "{\"type\": \"string\"}");
    private static final Parameter KEY =
            IdempotencyKey.parameter("The same key and request are the same, however often they are sent.");

    private static final Parameter WEBHOOK = Parameter.query(
            FalCall.WEBHOOK,
            "An https URL that what comes out is posted to. Its posts are proved by the keys at "
                    + "/fal/.well-known/jwks.json.",
            "{\"type\": \"string\", \"format\": \"uri\"}");

    private final FalCalls calls;

    public FalRoutes(UseCases useCases, Passes passes, DialectsConfig config) {
        calls = new FalCalls(requireNonNull(useCases), passes, new JsonBodies(config.maxBodyBytes()));
    }

    /** How webhooks are posted that its requests name. {@code address} is what links in them begin with. */
    public static Format webhooks(OwnAddress address, Products products, FalKey key) {
        var body = new FalPost(address, new FalOutput(products));
        return new Format(FalPost.FORMAT, body, new FalSignature(key));
    }

    /** Its routes. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(family("/fal/proxy", "falProxy", TARGET, FalTarget::proxied));
        for (String host : FalTarget.HOSTS) {
            routes.addAll(family(folder(host), operation(host), PATH, context -> FalTarget.below(host, context)));
        }
        return routes;
    }

    private static String operation(String host) {
        return switch (host) {
            case FalTarget.QUEUE -> "falQueue";
            case FalTarget.RUN -> "falRun";
            default -> "falRest";
        };
    }

    private List<Route> family(String path, String operation, Parameter place, Function<Context, FalTarget> target) {
        List<Parameter> more = new ArrayList<>(List.of(place, KEY));
        more.addAll(FalOptions.PARAMETERS);
        if (path.equals(folder(FalTarget.QUEUE))) {
            more.add(WEBHOOK);
        }
        if (path.equals(BROWSERS)) {
            more.add(TOKEN);
        }
        return List.of(
                route(Verb.GET, path, operation, List.of(place), target),
                route(Verb.POST, path, operation, more, target),
                route(Verb.PUT, path, operation, List.of(place), target));
    }

    private Route route(
            Verb verb, String path, String operation, List<Parameter> parameters, Function<Context, FalTarget> target) {
        return new Route(
                verb,
                path,
                operation + verb.name().charAt(0) + verb.name().substring(1).toLowerCase(Locale.ROOT),
                summary(verb),
                access(verb, path),
                parameters,
                verb == Verb.POST ? Optional.of(Body.optional(ObjectNode.class)) : Optional.empty(),
                List.of(
                        Answer.of(200, "What was asked for; as events where a stream was.", Replies.JSON),
                        Answer.of(200, "The events.", EventStream.TYPE),
                        Answer.json(202, "It is not over yet.", FalStatus.class),
                        Answer.json(404, "There is no such model or request.", FalError.class),
                        Answer.json(405, "fal has no such call.", FalError.class),
                        Answer.json(409, "The Idempotency-Key was used otherwise.", FalError.class),
                        Answer.json(412, "This is no host of fal's.", FalError.class),
                        Answer.json(413, "The body is too large.", FalError.class),
                        Answer.json(415, "The body is not JSON.", FalError.class),
                        Answer.json(422, "The input breaks a rule.", FalError.class),
                        Answer.json(500, "The provider failed.", FalError.class),
                        Answer.json(504, "It takes longer than the call may.", FalError.class)),
                context -> serve(context, verb, target));
    }

    private static Access access(Verb verb, String path) {
        return switch (verb) {
            case GET -> Access.READ;
            case POST -> path.equals(BROWSERS) ? Access.RUN : Access.SUBMIT;
            case PUT, HEAD, OPTIONS, PATCH, DELETE, QUERY -> Access.SUBMIT;
        };
    }

    private static String folder(String host) {
        return "/fal/%s/<path>".formatted(host);
    }

    private static String summary(Verb verb) {
        return switch (verb) {
            case GET -> "How a request stands, and what came out of it.";
            case POST -> "Have a model run: in the queue, at once, or as a stream. Or bring a file.";
            case PUT, HEAD, OPTIONS, PATCH, DELETE, QUERY -> "Have a request stopped.";
        };
    }

    private void serve(Context context, Verb verb, Function<Context, FalTarget> target)
            throws IOException, InterruptedException {
        calls.serve(context, FalCall.of(verb, target.apply(context)));
    }
}
