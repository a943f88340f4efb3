package dev.atelier.ingest.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** Tokens, which clients expect to be told of. Nothing is counted in them here, so there are none. */
record TokenUsage(
        @JsonProperty("input_tokens") int inputTokens,
        @JsonProperty("input_tokens_details") Map<String, Integer> inputDetails,
        @JsonProperty("output_tokens") int outputTokens,
        @JsonProperty("output_tokens_details") Map<String, Integer> outputDetails,
        @JsonProperty("total_tokens") int totalTokens) {
    static final TokenUsage NONE = new TokenUsage(
            0, Map.of("text_tokens", 0, "image_tokens", 0, "cached_tokens", 0), 0, Map.of("reasoning_tokens", 0), 0);
}
