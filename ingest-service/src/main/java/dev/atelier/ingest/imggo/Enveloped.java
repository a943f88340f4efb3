package dev.atelier.ingest.imggo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What ImgGo answers: success or not, and what of it. */
sealed interface Enveloped {
    /** Whether it came about. */
    boolean success();

    /** How a job stands. */
    record ImgGoJobReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoJob data) implements Enveloped {}

    /** One webhook. */
    record ImgGoWebhookReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoWebhook data) implements Enveloped {}

    /** All webhooks. */
    record ImgGoWebhooksReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) List<ImgGoWebhook> data) implements Enveloped {}

    /** What came of a trial. */
    record ImgGoTrialReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoTrial data) implements Enveloped {}

    /** What is gone. */
    record ImgGoDeletedReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoDeleted data) implements Enveloped {}

    /** Why it did not come about. */
    record ImgGoErrorReply(
            @JsonProperty(required = true) boolean success,
            @JsonProperty(required = true) ImgGoError error,

            @JsonProperty(value = "request_id", required = true)
            String requestId)
            implements Enveloped {}

    /** A job. */
    record ImgGoJob(
            @JsonProperty(required = true) String id,

            @JsonProperty(required = true) @JsonPropertyDescription("queued, running, succeeded or failed.")
            String status,

            @JsonPropertyDescription(
                    "What was read off the picture, in the pattern's format: JSON as it is, any other as text; "
                            + "null until it has succeeded.")
            Optional<JsonNode> manifest,

            @JsonProperty("pattern_id") Optional<String> patternId,

            @JsonProperty("pattern_version") Optional<Integer> patternVersion,

            @JsonPropertyDescription("What the pattern shows manifests as. Others: GET /generations/{id}/file.{ext}.")
            Optional<String> format,

            @JsonPropertyDescription("Why it failed.") Optional<String> error,

            @JsonProperty("latency_ms") @JsonPropertyDescription("From the request to the end.")
            Optional<Long> latencyMs,

            @JsonProperty(value = "created_at", required = true)
            Instant createdAt) {}

    /** A webhook. */
    record ImgGoWebhook(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String url,
            @JsonProperty(required = true) List<String> events,

            @JsonPropertyDescription("What X-ImgGo-Signature is keyed by; only where it has just been made.")
            Optional<String> secret,

            @JsonProperty(value = "is_active", required = true)
            boolean active,

            @JsonProperty(value = "created_at", required = true)
            Instant createdAt) {}

    /** What came of a trial: whether the receiver took the post. */
    record ImgGoTrial(
            @JsonProperty(required = true) boolean delivered, Optional<Integer> status, Optional<String> error) {}

    /** What is gone. */
    record ImgGoDeleted(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) boolean deleted) {}

    /** Why something did not come about; {@code details} says which field, and what of it. */
    record ImgGoError(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String message,
            Optional<Map<String, List<String>>> details) {}

    /** How errors look. */
    static Dialect.Answer answer(Problem problem, String requestId) {
        String code = problem.status() == 400 && problem.field().isPresent()
                ? "VALIDATION_ERROR"
                : problem.code().toUpperCase(Locale.ROOT);
        var error = new ImgGoError(
                code, problem.message(), problem.field().map(field -> Map.of(field, List.of(problem.message()))));
        return Dialect.Answer.of(problem, new ImgGoErrorReply(false, error, requestId));
    }
}
