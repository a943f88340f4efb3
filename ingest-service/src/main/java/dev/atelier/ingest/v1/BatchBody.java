package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewBatch;
import dev.atelier.ingest.generation.NewBatch.Item;
import dev.atelier.ingest.generation.NewBatch.Wanted;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.v1.SubmitBody.Task;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v1/batches}. */
record BatchBody(
        @JsonPropertyDescription("Name of the model, such as atelier/emoji-64. Left out: the project's default.")
        Optional<String> model,

        @JsonPropertyDescription(
                "What all inputs have in common. A large data URI is stored and replaced by a reference.")
        Optional<ObjectNode> input,

        @JsonPropertyDescription(
                "One generation for each, up to 10000: what it has over the common input. Or give matrix.")
        Optional<List<ObjectNode>> inputs,

        @JsonPropertyDescription(
                "By input: the values it takes. One generation for each combination, up to 10000, the last "
                        + "input varying fastest. Or give inputs.")
        Optional<Map<String, List<JsonNode>>> matrix,

        @JsonPropertyDescription("Name of the style preset to make each in; /v1/styles lists them. Left out: none.")
        Optional<String> style,

        @JsonPropertyDescription(
                "Your own labels of each generation: at most 32, each of 1 to 64 printable characters. "
                        + "Each gets batch: and the batch's id as well.")
        Optional<List<String>> tags,

        @JsonPropertyDescription("Most that are begun a second, above 0. Left out: as fast as those before them end.")
        Optional<Double> ratePerSecond,

        @JsonPropertyDescription("Higher goes first among batches: from -10 to 10. Left out: 0.")
        Optional<Integer> priorityLevel,

        @JsonPropertyDescription(SubmitBody.START_DEADLINE) Optional<String> startDeadline,

        @JsonPropertyDescription(SubmitBody.DEADLINE) Optional<String> deadline,

        @JsonPropertyDescription(SubmitBody.MAX_ATTEMPTS) Optional<Integer> maxAttempts,

        @JsonPropertyDescription("An https URL to post its end to, signed with the secret of GET /v1/webhooks/secret.")
        Optional<String> webhook,

        @JsonPropertyDescription(
                "Which events to post there, of the batch and of its generations. " + "Left out: batch.finished.")
        Optional<List<String>> webhookEvents,

        @JsonPropertyDescription("What to do, for a model that can do several things. Left out: the model's first.")
        Optional<Task> capability) {
    /** What it asks for, in the words of the use case. */
    NewBatch toNewBatch() {
        return new NewBatch(
                model,
                capability.map(Task::capability),
                input.orElseGet(Json.MAPPER::createObjectNode),
                style,
                wanted(),
                tags.orElse(List.of()),
                new Conditions(Lane.BATCH, priorityLevel, startDeadline, deadline, maxAttempts, OnLimit.QUEUE),
                ratePerSecond,
                Callback.of(webhook, webhookEvents));
    }

    private Wanted wanted() {
        if (inputs.isPresent() == matrix.isPresent()) {
            throw RefusedException.invalid(
                    "inputs",
                    "exactly one of inputs and matrix must be given, but %s"
                            .formatted(inputs.isPresent() ? "both were" : "neither was"));
        }
        return inputs.<Wanted>map(
                        list -> new Wanted.Items(list.stream().map(Item::of).toList()))
                .orElseGet(() -> new Wanted.Matrix(matrix.orElseThrow()));
    }
}
