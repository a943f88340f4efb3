package dev.atelier.ingest.fal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.Problem;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/** The body of every error: fal's own {@code detail}, and the {@code message} that its JavaScript client shows. */
record FalError(
        @JsonProperty(required = true)
        @JsonPropertyDescription("Text; where the input is at fault, a list of {loc, msg, type}.")
        JsonNode detail,

        @JsonProperty(required = true) String message,

        @JsonProperty("error_type") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<String> errorType) {
    private static final int INVALID = 422;

    static Dialect.Answer answer(Problem problem, String requestId) {
        boolean refused = problem.code().equals("content_refused");
        if (refused || (problem.status() == 400 && problem.field().isPresent())) {
            return invalid(problem, refused ? "content_policy_violation" : "value_error");
        }
        String type = problem.status() == 504 ? "request_timeout" : problem.code();
        Problem told = problem.with("X-Fal-Error-Type", type);
        var body = new FalError(StringNode.valueOf(problem.message()), problem.message(), Optional.of(type));
        return new Dialect.Answer(
                // The client asks again after 502, 503 and 504; what a provider failed at stays as it is.
                problem.status() == 502 ? 500 : problem.status(),
                problem.status() == 504
                        ? told.with("x-fal-request-timeout-type", "user").headers()
                        : told.headers(),
                body);
    }

    private static Dialect.Answer invalid(Problem problem, String type) {
        ArrayNode detail = Json.MAPPER.createArrayNode();
        var place = detail.addObject()
                .put("msg", problem.message())
                .put("type", type)
                .putArray("loc");
        String field = problem.field().orElse("prompt");
        if (field.equals("webhook")) {
            place.add("query").add(FalCall.WEBHOOK);
        } else {
            place.add("body");
            Stream.of(field.split("\\.", -1))
                    .filter(part -> !part.equals("input"))
                    .forEach(place::add);
        }
        return new Dialect.Answer(
                INVALID,
                problem.with("X-Fal-Retryable", "false").headers(),
                new FalError(detail, problem.message(), Optional.empty()));
    }
}
