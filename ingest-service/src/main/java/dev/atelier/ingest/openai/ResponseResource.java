package dev.atelier.ingest.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A response, as OpenAI's clients read it. */
record ResponseResource(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String object,
        @JsonProperty(value = "created_at", required = true) long createdAt,
        @JsonProperty(required = true) String status,
        Optional<ResponseFault> error,
        @JsonProperty("incomplete_details") Optional<String> incompleteDetails,
        Optional<String> instructions,
        Map<String, String> metadata,
        @JsonProperty(required = true) String model,
        @JsonProperty(required = true) List<ResponseMessage> output,
        @JsonProperty("parallel_tool_calls") boolean parallelToolCalls,
        Optional<Double> temperature,
        @JsonProperty("top_p") Optional<Double> topP,
        @JsonProperty("tool_choice") String toolChoice,
        List<String> tools,
        TokenUsage usage) {
    static final String PREFIX = "resp_";

    /** Why there is no answer. */
    record ResponseFault(String code, String message) {}

    /** What the model says. */
    record ResponseMessage(String id, String type, String role, String status, List<ResponsePart> content) {
        /** The one thing that is said; {@code parts} is empty while it is not. */
        static ResponseMessage of(Generation generation, String status, List<ResponsePart> parts) {
            return new ResponseMessage("msg_" + generation.id(), "message", "assistant", status, parts);
        }
    }

    /** Words. */
    record ResponsePart(String type, String text, List<String> annotations) {
        static ResponsePart of(String text) {
            return new ResponsePart("output_text", text, List.of());
        }
    }

    /** {@code generation} as it stands, with {@code output}. */
    static ResponseResource of(Generation generation, List<ResponseMessage> output) {
        return new ResponseResource(
                PREFIX + generation.id(),
                "response",
                generation.requestedAt().getEpochSecond(),
                status(generation.status()),
                fault(generation),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                generation.wanted().model().orElse(""),
                output,
                false,
                Optional.empty(),
                Optional.empty(),
                "none",
                List.of(),
                TokenUsage.NONE);
    }

    /** {@code generation}, which succeeded, with its words. */
    static ResponseResource of(Generation generation, String text) {
        return of(generation, List.of(ResponseMessage.of(generation, "completed", List.of(ResponsePart.of(text)))));
    }

    private static Optional<ResponseFault> fault(Generation generation) {
        return switch (generation.status()) {
            case FAILED, EXPIRED, REJECTED -> {
                var fault = Unsuccessful.fault(generation);
                yield Optional.of(new ResponseFault(fault.code(), fault.message()));
            }
            case QUEUED, RUNNING, CANCELING, SUCCEEDED, CANCELED -> Optional.empty();
        };
    }

    private static String status(Status status) {
        return switch (status) {
            case QUEUED -> "queued";
            case RUNNING, CANCELING -> "in_progress";
            case SUCCEEDED -> "completed";
            case CANCELED -> "cancelled";
            case FAILED, EXPIRED, REJECTED -> "failed";
        };
    }
}
