package dev.atelier.ingest.http;

import com.datastax.oss.driver.api.core.DriverException;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.objects.ObjectStoreException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every error in one shape, and never with a stack trace. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Map<String, String> SOON = Map.of("Retry-After", "1");

    private final List<Route> routes;

    Problems(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    void register(RoutesConfig config) {
        config.exception(RefusedException.class, this::refused);
        config.exception(ProblemException.class, this::refused);
        config.exception(HttpResponseException.class, this::unrouted);
        config.exception(DriverException.class, this::unreachable);
        config.exception(ObjectStoreException.class, this::unreachable);
        config.exception(IOException.class, this::broken);
        config.exception(Exception.class, this::unforeseen);
    }

    private void refused(RefusedException e, Context context) {
        if (e.getCause() != null) {
            log(context, "A request could not be served: {}", e);
        }
        Replies.problem(context, Problem.of(e.refusal()));
    }

    private void refused(ProblemException e, Context context) {
        if (e.getCause() != null) {
            log(context, "A request could not be answered: {}", e);
        }
        Replies.problem(context, e.problem());
    }

    /** What the router itself throws: no such path, or not with this method. */
    private void unrouted(HttpResponseException e, Context context) {
        String path = context.path();
        List<String> allowed = routes.stream()
                .filter(route -> route.matches(path))
                .flatMap(route -> route.method().answered().stream())
                .distinct()
                .toList();
        Replies.problem(
                context,
                allowed.isEmpty() ? Problem.of(404, "not_found", "There is no such path.") : notAllowed(allowed));
    }

    private static Problem notAllowed(List<String> allowed) {
        String methods = String.join(", ", allowed);
        return new Problem(
                405,
                "method_not_allowed",
                "This path answers %s only.".formatted(methods),
                Optional.empty(),
                Map.of("Allow", methods));
    }

    private void unreachable(Exception e, Context context) {
        log(context, "A store did not answer: {}", e);
        Replies.problem(
                context, new Problem(503, "unavailable", "A store did not answer. Ask again.", Optional.empty(), SOON));
    }

    /** The client is gone, in the middle of its request or of the answer: nobody is there to be told. */
    private void broken(IOException e, Context context) {
        log(context, "A client went away: {}", e);
        if (!context.res().isCommitted()) {
            Replies.problem(context, Problem.of(400, "invalid_request", "The request could not be read to its end."));
        }
    }

    private void unforeseen(Exception e, Context context) {
        LOG.atError()
                .addKeyValue("requestId", RequestIds.of(context))
                .addKeyValue("method", context.method())
                // Of a path that was asked for a part may be a secret: a link that works without a key.
                .addKeyValue("path", context.endpoint().path)
                .setCause(e)
                .log("A request failed for an unforeseen reason");
        Replies.problem(context, Problem.internal());
    }

    /** An error of the JVM itself, such as a stack that is too deep for some regular expression. */
    static void fatal(HttpServletResponse response, Error error) {
        String id = RequestIds.choose(response.getHeader(RequestIds.HEADER));
        LOG.atError().addKeyValue("requestId", id).setCause(error).log("A request failed for an unforeseen reason");
        response.setStatus(Problem.internal().status());
        response.setContentType(Replies.JSON);
        try {
            response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(ErrorBody.of(Problem.internal(), id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void log(Context context, String message, Exception e) {
        LOG.atWarn().addKeyValue("requestId", RequestIds.of(context)).log(message, String.valueOf(e.getMessage()));
    }
}
