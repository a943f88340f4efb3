package dev.atelier.ingest.http;

import dev.atelier.platform.trace.TraceContext;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/** Makes each request a step of the trace that its client names, or of a new one. What is logged of it says which. */
final class RequestTraces {
    private static final String ATTRIBUTE = "trace";
    private static final String LOG_KEY = "traceId";

    private RequestTraces() {}

    static void assign(Context context) {
        TraceContext trace = TraceContext.next(
                all(context, TraceContext.PARENT), all(context, TraceContext.STATE), ThreadLocalRandom.current());
        context.attribute(ATTRIBUTE, trace);
        // The thread is the request's own until it is answered; the next request on the connection puts its own.
        MDC.put(LOG_KEY, trace.traceId());
    }

    static TraceContext of(Context context) {
        Optional<TraceContext> assigned = Optional.ofNullable(context.attribute(ATTRIBUTE));
        return assigned.orElseThrow();
    }

    private static List<String> all(Context context, String header) {
        return Collections.list(context.req().getHeaders(header));
    }
}
