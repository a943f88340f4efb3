package dev.atelier.ingest.http;

import io.javalin.http.Context;
import java.util.Optional;

/** The header under which the same request is the same work, however often it is sent. */
public final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /** As a route's parameter; {@code description} says what the same key is the same of. */
    public static Parameter parameter(String description) {
        return Parameter.header(HEADER, description, "{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 255}");
    }

    /** As the client sent it; not yet checked. */
    public static Optional<String> of(Context context) {
        return Optional.ofNullable(context.header(HEADER));
    }
}
