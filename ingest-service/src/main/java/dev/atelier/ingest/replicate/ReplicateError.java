package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.Problem;
import java.util.List;
import java.util.Optional;

/** The body of every error, as Replicate words them. */
record ReplicateError(
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) String detail,
        @JsonProperty(required = true) int status,

        @JsonProperty("invalid_fields") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<List<InvalidField>> invalidFields) {
    private static final int INVALID = 422;

    /** What in the request is at fault. */
    record InvalidField(String type, String field, String description) {}

    static Dialect.Answer answer(Problem problem, String requestId) {
        int status = problem.status() == 400 && problem.field().isPresent() ? INVALID : problem.status();
        Optional<List<InvalidField>> fields = problem.field()
                .filter(_ -> status == INVALID)
                .map(field -> List.of(new InvalidField("value_error", field, problem.message())));
        return new Dialect.Answer(
                status, problem.headers(), new ReplicateError(title(status), problem.message(), status, fields));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthenticated";
            case 402 -> "Insufficient credit";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 413 -> "Payload too large";
            case 415 -> "Unsupported media type";
            case INVALID -> "Input validation failed";
            case 429 -> "Too many requests";
            case 503 -> "Service unavailable";
            default -> "Internal server error";
        };
    }
}
