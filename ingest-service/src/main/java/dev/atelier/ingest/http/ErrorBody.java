package dev.atelier.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * The body of every answer that is an error.
 *
 * @param error     what is wrong
 * @param requestId finds the request in the log
 */
public record ErrorBody(
        @JsonProperty(required = true) Detail error,
        @JsonProperty(value = "request_id", required = true) String requestId) {
    /** What is wrong. */
    public record Detail(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String message,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> field) {}

    static ErrorBody of(Problem problem, String requestId) {
        return new ErrorBody(new Detail(problem.code(), problem.message(), problem.field()), requestId);
    }
}
