package dev.atelier.connectors.openai;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.platform.failure.Failure;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What OpenAI's refusals mean: {@code {"error": {message, type, param, code}}}; others that speak its API leave some out. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        var error = answer.json().path("error");
        String words = Complaint.in(answer).words(OpenAiFactory.NAME, answer, job);
        return switch (code(error)) {
            case "moderation_blocked", "content_policy_violation", "image_content_policy_violation", "content_filter" ->
                new Failure.ContentRefused(words);
            // Waiting does not bring credit.
            case "insufficient_quota", "billing_hard_limit_reached", "billing_not_active" ->
                new Failure.AccountRefused("openai wants the account to be paid up.");
            case "model_not_found" -> new Failure.ModelNotFound(words);
            default ->
                switch (answer.status()) {
                    case 400, 422 -> new Failure.InvalidRequest(words, field(error, job));
                    // A conflict inside their service, for which their own clients try again.
                    case 409 -> new Failure.Unavailable(words);
                    default -> Statuses.ofSubmit(OpenAiFactory.NAME, answer, words);
                };
        };
    }

    /** The code, or the type, which says the same where there is no code. */
    private static String code(JsonNode error) {
        var code = error.path("code");
        return code.isString() ? code.asString() : error.path("type").asString("");
    }

    private static Optional<String> field(JsonNode error, Job job) {
        return Optional.of(error.path("param").asString(""))
                .filter(job.parameters()::has)
                .map("input."::concat);
    }
}
