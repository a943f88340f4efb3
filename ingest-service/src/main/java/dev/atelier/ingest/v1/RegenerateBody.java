package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.Regenerate.Changes;
import dev.atelier.ingest.v1.SubmitBody.Limit;
import dev.atelier.ingest.v1.SubmitBody.Priority;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v1/generations/{id}/regenerate}: what is to be other than it was. */
record RegenerateBody(
        @JsonPropertyDescription("Name of the model. Left out: the same.")
        Optional<String> model,

        @JsonPropertyDescription("Laid over the old input, key by key; null removes a key. Left out: the same.")
        Optional<ObjectNode> input,

        @JsonPropertyDescription("Name of the style preset; empty for none. Left out: the same.")
        Optional<String> style,

        @JsonPropertyDescription("Your own labels, in place of the old ones. Left out: the same.")
        Optional<List<String>> tags,

        @JsonPropertyDescription(SubmitBody.PRIORITY) Optional<Priority> priority,

        @JsonPropertyDescription(SubmitBody.PRIORITY_LEVEL) Optional<Integer> priorityLevel,

        @JsonPropertyDescription(SubmitBody.START_DEADLINE) Optional<String> startDeadline,

        @JsonPropertyDescription(SubmitBody.DEADLINE) Optional<String> deadline,

        @JsonPropertyDescription(SubmitBody.MAX_ATTEMPTS) Optional<Integer> maxAttempts,

        @JsonPropertyDescription(SubmitBody.ON_LIMIT) Optional<Limit> onLimit,

        @JsonPropertyDescription(SubmitBody.WEBHOOK) Optional<String> webhook,

        @JsonPropertyDescription(SubmitBody.WEBHOOK_EVENTS) Optional<List<String>> webhookEvents) {
    /** What it asks for, in the words of the use case. */
    Changes toChanges() {
        return new Changes(model, input, style, tags, conditions(), Callback.of(webhook, webhookEvents));
    }

    private Conditions conditions() {
        return new Conditions(
                priority.orElse(Priority.NORMAL).lane(),
                priorityLevel,
                startDeadline,
                deadline,
                maxAttempts,
                onLimit.orElse(Limit.QUEUE).event());
    }
}
