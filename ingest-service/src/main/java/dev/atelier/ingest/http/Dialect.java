package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * A family of paths whose clients want errors in a shape of their own.
 *
 * @param prefix what their paths begin with, such as {@code /openai/}
 * @param errors how it words them
 * @param shape  the record that describes their bodies
 */
public record Dialect(String prefix, Errors errors, Class<?> shape) {
    public Dialect {
        requireNonNull(prefix);
        requireNonNull(errors);
        requireNonNull(shape);
    }

    /** One whose errors have bodies like the native ones. */
    public Dialect(String prefix, Errors errors) {
        this(prefix, errors, ErrorBody.class);
    }

    /** One whose errors are worded like the native ones, and bear {@code headers} beside their own. */
    public static Dialect withHeaders(String prefix, Map<String, String> headers) {
        return new Dialect(prefix, (problem, requestId) -> {
            Map<String, String> all = new HashMap<>(headers);
            all.putAll(problem.headers());
            return new Answer(problem.status(), all, ErrorBody.of(problem, requestId));
        });
    }

    /** How errors are worded. */
    @FunctionalInterface
    public interface Errors {
        /** What is answered for {@code problem}; its status and headers may be others than the problem's. */
        Answer answer(Problem problem, String requestId);
    }

    /**
     * An error as a client of the dialect understands it.
     *
     * @param body what is written as JSON
     */
    public record Answer(int status, Map<String, String> headers, Object body) {
        /** The problem's own status and headers, and {@code body}. */
        public static Answer of(Problem problem, Object body) {
            return new Answer(problem.status(), problem.headers(), body);
        }
    }
}
