package dev.atelier.ingest.fal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.line.Queue.Standing;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a request stands. Some clients read the place and the logs without looking whether they are there. */
record FalStatus(
        @JsonProperty(required = true)
        @JsonPropertyDescription(
                "IN_QUEUE, IN_PROGRESS or COMPLETED, which a request is as well that failed: its result tells.")
        String status,

        @JsonProperty(value = "request_id", required = true) String requestId,

        @JsonProperty(value = "gateway_request_id", required = true)
        String gatewayRequestId,

        @JsonProperty(value = "response_url", required = true)
        String responseUrl,

        @JsonProperty(value = "status_url", required = true) String statusUrl,

        @JsonProperty(value = "cancel_url", required = true) String cancelUrl,

        @JsonProperty(value = "queue_position", required = true) @JsonPropertyDescription("0 goes next.")
        long queuePosition,

        Optional<List<JsonNode>> logs,

        @JsonProperty(required = true) @JsonPropertyDescription("Seconds: inference_time.")
        Map<String, Double> metrics) {
    static final String COMPLETED = "COMPLETED";

    /** {@code base} is what links begin with; {@code standing} where it is known. */
    static FalStatus of(Generation generation, String base, List<Standing> standing, boolean logs) {
        String self = "%s/fal/%s/%s/requests/%s"
                .formatted(base, FalTarget.QUEUE, generation.wanted().model().orElse("model/unknown"), generation.id());
        return new FalStatus(
                word(generation.status()),
                generation.id(),
                generation.id(),
                self,
                self + "/status",
                self + "/cancel",
                standing.stream().findFirst().map(place -> place.position() - 1).orElse(0L),
                logs ? Optional.of(List.of()) : Optional.empty(),
                metrics(generation));
    }

    private static String word(Status status) {
        return switch (status) {
            case QUEUED -> "IN_QUEUE";
            case RUNNING, CANCELING -> "IN_PROGRESS";
            case SUCCEEDED, FAILED, CANCELED, EXPIRED, REJECTED -> COMPLETED;
        };
    }

    private static Map<String, Double> metrics(Generation generation) {
        Optional<Instant> started = generation.time("takenAt", "dispatchedAt");
        Optional<Instant> ended = generation.time("reportedAt", "decidedAt");
        return generation.status().isFinal() && started.isPresent() && ended.isPresent()
                ? Map.of(
                        "inference_time",
                        Duration.between(started.get(), ended.get()).toMillis() / 1e3)
                : Map.of();
    }
}
