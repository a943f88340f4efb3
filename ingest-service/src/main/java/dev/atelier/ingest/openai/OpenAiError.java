package dev.atelier.ingest.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.Problem;
import java.util.Optional;

/** The body of every error, as OpenAI's clients read it. */
record OpenAiError(@JsonProperty(required = true) OpenAiErrorDetail error) {
    private static final String INPUT = "input.";

    /** What is wrong; {@code param} names the parameter at fault. */
    record OpenAiErrorDetail(
            @JsonProperty(required = true) String message,
            @JsonProperty(required = true) String type,
            Optional<String> param,
            Optional<String> code) {}

    static Dialect.Answer answer(Problem problem, String requestId) {
        var answered = isFinal(problem.status()) ? problem.with("x-should-retry", "false") : problem;
        return Dialect.Answer.of(answered, of(problem));
    }

    static OpenAiError of(Problem problem) {
        return new OpenAiError(new OpenAiErrorDetail(
                problem.message(), type(problem.status()), param(problem), Optional.of(code(problem.code()))));
    }

    /**
     * Whether to send the same again does no good. Unasked, the clients repeat conflicts and whatever is the server's fault,
     * and what was accepted would be made, and paid for, once more.
     */
    private static boolean isFinal(int status) {
        return status == 409 || status >= 500;
    }

    private static String type(int status) {
        return switch (status) {
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    private static String code(String code) {
        return switch (code) {
            case "unauthorized" -> "invalid_api_key";
            case "content_refused" -> "content_policy_violation";
            case "budget_exceeded" -> "insufficient_quota";
            case "limit_reached", "throttled" -> "rate_limit_exceeded";
            default -> code;
        };
    }

    /** A client knows parameters, not where they stand in an input of ours. */
    private static Optional<String> param(Problem problem) {
        return problem.field().map(field -> field.startsWith(INPUT) ? field.substring(INPUT.length()) : field);
    }
}
