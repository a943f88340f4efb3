package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a post says what happened. An API whose clients expect their own form brings one, and names it in the requests that it
 * makes ({@link dev.atelier.ingest.generation.Callback}).
 *
 * @param name      as requests name it
 * @param body      what is posted
 * @param signature how it is signed
 */
public record Format(String name, Body body, Signature signature) {
    /** The form of posts to a project's endpoints, and of requests that name none. */
    public static final String NATIVE = "standard";

    public Format {
        requireNonNull(name);
        requireNonNull(body);
        requireNonNull(signature);
    }

    /** What is posted. Thread-safe. */
    @FunctionalInterface
    public interface Body {
        /** {@code occurrence} as JSON, or the fault of the store that has what it tells of. Links in it must need no key. */
        JsonNode write(Occurrence occurrence) throws IOException;
    }

    /** How a post is signed. Thread-safe. */
    @FunctionalInterface
    public interface Signature {
        /** The headers that prove who posts {@code letter}. */
        Map<String, String> headers(Letter letter);
    }
}
