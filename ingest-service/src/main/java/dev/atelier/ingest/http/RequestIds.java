package dev.atelier.ingest.http;

import dev.atelier.schemas.GenerationIds;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each request an id: the client's own when it is a sane one, else a new one. Every answer carries it. */
final class RequestIds {
    static final String HEADER = "x-request-id";
    private static final String ATTRIBUTE = "requestId";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestIds() {}

    static void assign(Context context) {
        String id = choose(context.header(HEADER));
        context.attribute(ATTRIBUTE, id);
        context.header(HEADER, id);
    }

    static String of(Context context) {
        Optional<String> assigned = Optional.ofNullable(context.attribute(ATTRIBUTE));
        return assigned.orElseThrow();
    }

    static String choose(@Nullable String offered) {
        return offered != null && SANE.matcher(offered).matches() ? offered : GenerationIds.create(Instant.now());
    }
}
