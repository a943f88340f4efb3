package dev.atelier.ingest.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Finds the dialect of a request by its path. Immutable. */
final class Dialects {
    private static final String ATTRIBUTE = "dialect";
    private static final Dialect NATIVE =
            new Dialect("/", (problem, requestId) -> Dialect.Answer.of(problem, ErrorBody.of(problem, requestId)));

    private final List<Dialect> dialects;

    Dialects(List<Dialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /** Notes the dialect with the request, whatever becomes of it. */
    void assign(Context context) {
        of(context.path()).ifPresent(dialect -> context.attribute(ATTRIBUTE, dialect));
    }

    /** The dialect of what lies at {@code path}; empty for the native one. */
    Optional<Dialect> of(String path) {
        return dialects.stream()
                .filter(dialect -> path.startsWith(dialect.prefix()))
                .findFirst();
    }

    /** How errors are worded of what lies at {@code path}. */
    Dialect.Errors errors(String path) {
        return of(path).orElse(NATIVE).errors();
    }

    /** How errors of this request are worded. */
    static Dialect.Errors errors(Context context) {
        Dialect dialect = context.attribute(ATTRIBUTE);
        return dialect == null ? NATIVE.errors() : dialect.errors();
    }
}
