package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A family of paths whose clients want errors in a shape of their own.
 *
 * @param prefix what their paths begin with, such as {@code /openai/}
 * @param errors how it words them
 */
public record Dialect(String prefix, Errors errors) {
    public Dialect {
        requireNonNull(prefix);
        requireNonNull(errors);
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
