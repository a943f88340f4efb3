package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.RefusedException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The body with which a prediction is created. */
record PredictionBody(
        @JsonProperty(required = true) @JsonPropertyDescription("What the model's input schema asks for.")
        ObjectNode input,

        @JsonPropertyDescription(
                "Of which version, where the path names no model: its id, owner/name, or owner/name:id.")
        Optional<String> version,

        @JsonPropertyDescription("Of which model, where neither path nor version says so.")
        Optional<String> model,

        @JsonPropertyDescription("Deprecated by Replicate, and read by nobody.")
        Optional<Boolean> stream,

        @JsonPropertyDescription("An https URL that the prediction is posted to, signed with the secret of "
                + "GET /replicate/v1/webhooks/default/secret.")
        Optional<String> webhook,

        @JsonProperty("webhook_events_filter")
        @JsonPropertyDescription("When: start, output, logs, completed. Left out: once it is over.")
        Optional<List<PredictionEvent>> webhookEventsFilter) {
    /** Where it wants the prediction posted, if it does. */
    Optional<Callback> callback() {
        List<PredictionEvent> when = webhookEventsFilter.orElse(List.of());
        if (webhook.isEmpty() && !when.isEmpty()) {
            throw RefusedException.invalid(
                    "webhook_events_filter", "webhook_events_filter needs a webhook to be posted to");
        }
        List<String> words = when.stream()
                .flatMap(event -> event.words().stream())
                .distinct()
                .toList();
        return webhook.map(url -> new Callback(url, words, Optional.of(PredictionPost.FORMAT)));
    }
}
