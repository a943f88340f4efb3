package dev.atelier.ingest.http;

import dev.atelier.ingest.generation.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An error as HTTP says it.
 *
 * @param status  the HTTP status
 * @param code    one word for a program
 * @param message one sentence for a person
 * @param field   what in the request is at fault
 * @param headers what the answer carries beside its body
 */
public record Problem(int status, String code, String message, Optional<String> field, Map<String, String> headers) {
    public Problem {
        headers = Map.copyOf(headers);
    }

    /** A problem of which there is no more to say. */
    public static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, Optional.empty(), Map.of());
    }

    /** What an unforeseen fault looks like from outside. */
    static Problem internal() {
        return of(500, "internal", "The service failed to answer. The request id finds the reason in its log.");
    }

    /** How the native dialect words {@code refusal}. */
    public static Problem of(Refusal refusal) {
        String message = refusal.message();
        return switch (refusal) {
            case Refusal.InvalidRequest invalid ->
                new Problem(400, "invalid_request", message, invalid.field(), Map.of());
            case Refusal.TooLarge large -> new Problem(413, "payload_too_large", message, large.field(), Map.of());
            case Refusal.ModelNotFound _ ->
                new Problem(404, "model_not_found", message, Optional.of("model"), Map.of());
            case Refusal.NotFound _ -> of(404, "not_found", message);
            case Refusal.NotReady notReady ->
                new Problem(404, "not_ready", message, Optional.empty(), retryAfter(notReady.retryAfter()));
            case Refusal.Forbidden _ -> of(403, "forbidden", message);
            case Refusal.ModelNotAllowed _ ->
                new Problem(403, "model_not_allowed", message, Optional.of("model"), Map.of());
            case Refusal.TooLate _ -> of(409, "too_late", message);
            case Refusal.IdempotencyConflict _ -> of(409, "idempotency_conflict", message);
            case Refusal.NotNow _ -> of(409, "not_now", message);
            case Refusal.QueueFull full ->
                new Problem(429, "queue_full", message, Optional.empty(), retryAfter(full.retryAfter()));
            case Refusal.Unavailable unavailable ->
                new Problem(503, "unavailable", message, Optional.empty(), retryAfter(unavailable.retryAfter()));
        };
    }

    /** The same with one more header. */
    public Problem with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, message, field, more);
    }

    /** The header that says after how long to ask again: in whole seconds, and never too early. */
    static Map<String, String> retryAfter(Duration time) {
        return Map.of(
                "Retry-After",
                Long.toString(Math.max(1, time.plusNanos(999_999_999).toSeconds())));
    }
}
