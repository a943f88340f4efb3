package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A generation, as Replicate's clients read it. */
record Prediction(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String model,

        @JsonProperty(required = true)
        @JsonPropertyDescription("hidden: a generation runs on the model as it is when it is admitted.")
        String version,

        @JsonProperty(required = true) JsonNode input,

        @JsonPropertyDescription("Links to what was made, in a list; or its words; or its JSON.")
        Optional<JsonNode> output,

        @JsonProperty(required = true) String logs,
        Optional<String> error,

        @JsonProperty(required = true) @JsonPropertyDescription("starting, processing, succeeded, failed or canceled.")
        String status,

        @JsonProperty(required = true) String source,

        @JsonProperty(value = "data_removed", required = true)
        boolean dataRemoved,

        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("started_at") Optional<Instant> startedAt,
        @JsonProperty("completed_at") Optional<Instant> completedAt,

        @JsonProperty(required = true) @JsonPropertyDescription("Seconds: predict_time and total_time.")
        Map<String, Double> metrics,

        @JsonProperty(required = true) PredictionUrls urls) {
    /** Where more is to be had. */
    record PredictionUrls(
            @JsonProperty(required = true) String get,
            @JsonProperty(required = true) String cancel,

            @JsonProperty(required = true) @JsonPropertyDescription("What comes out, as events; needs no key.")
            String stream) {}

    /** The same, as an answer has to say it that was awaited in vain: any other word would be taken for the end. */
    Prediction starting() {
        return new Prediction(
                id,
                model,
                version,
                input,
                output,
                logs,
                error,
                "starting",
                source,
                dataRemoved,
                createdAt,
                startedAt,
                completedAt,
                metrics,
                urls);
    }
}
