package dev.atelier.ingest.generation;

import java.time.Duration;
import java.util.Optional;

/** Why a use case does not do what it was asked. Each variant names what the caller can do about it. */
public sealed interface Refusal {
    /** One sentence for a person. Holds no prompt, body or credential. */
    String message();

    /** The request is wrong and will stay wrong. {@code field} says where, such as {@code input.prompt}. */
    record InvalidRequest(String message, Optional<String> field) implements Refusal {}

    /** There is more of it than is taken. {@code field} says of what. */
    record TooLarge(String message, Optional<String> field) implements Refusal {}

    /** Nobody knows the model. */
    record ModelNotFound(String message) implements Refusal {}

    /** There is no such thing in the caller's project. */
    record NotFound(String message) implements Refusal {}

    /** It is not there yet. Ask again after {@code retryAfter}. */
    record NotReady(String message, Duration retryAfter) implements Refusal {}

    /** The key does not allow it. Use another. */
    record Forbidden(String message) implements Refusal {}

    /** The key does not allow the model. Use another key, or another model. */
    record ModelNotAllowed(String message) implements Refusal {}

    /** It could have been done earlier. */
    record TooLate(String message) implements Refusal {}

    /** The idempotency key was used for another request. Choose another key. */
    record IdempotencyConflict(String message) implements Refusal {}

    /** It stands otherwise than it would have to for this. Look at it first. */
    record NotNow(String message) implements Refusal {}

    /** The project has as much open as it may. Ask again after {@code retryAfter}. */
    record QueueFull(String message, Duration retryAfter) implements Refusal {}

    /** What is needed to answer does not answer itself. Ask again after {@code retryAfter}. */
    record Unavailable(String message, Duration retryAfter) implements Refusal {}
}
