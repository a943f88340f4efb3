package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.Capability;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewGeneration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v1/generations}. */
record SubmitBody(
        @JsonPropertyDescription("Name of the model, such as atelier/emoji-64. Left out: the project's default.")
        Optional<String> model,

        @JsonProperty(required = true)
        @JsonPropertyDescription(
                "What the model's input schema asks for. A large data URI is stored and replaced by a reference.")
        ObjectNode input,

        @JsonPropertyDescription("Name of a style preset, one of GET /v1/styles: it dresses the prompt.")
        Optional<String> style,

        @JsonPropertyDescription("Your own labels: at most 32, each of 1 to 64 printable characters.")
        Optional<List<String>> tags,

        @JsonPropertyDescription(PRIORITY) Optional<Priority> priority,

        @JsonPropertyDescription(PRIORITY_LEVEL) Optional<Integer> priorityLevel,

        @JsonPropertyDescription(START_DEADLINE) Optional<String> startDeadline,

        @JsonPropertyDescription(DEADLINE) Optional<String> deadline,

        @JsonPropertyDescription(MAX_ATTEMPTS) Optional<Integer> maxAttempts,

        @JsonPropertyDescription(ON_LIMIT) Optional<Limit> onLimit,

        @JsonPropertyDescription(WEBHOOK) Optional<String> webhook,

        @JsonPropertyDescription(WEBHOOK_EVENTS) Optional<List<String>> webhookEvents,

        @JsonPropertyDescription("The generation that this one is made from.")
        Optional<String> parentId,

        @JsonPropertyDescription("What to do, for a model that can do several things. Left out: the model's first.")
        Optional<Task> capability) {
    static final String PRIORITY = "Which queue to wait in. Left out: normal.";
    static final String PRIORITY_LEVEL = "Higher goes first inside the queue: from -10 to 10. Left out: 0.";
    static final String START_DEADLINE = "If nothing has started it by then, it expires: an ISO-8601 duration such as "
            + "PT60S, or an instant. Left out: as the model or the project says.";
    static final String DEADLINE = "After this the answer is worthless: an ISO-8601 duration such as PT60S, or an "
            + "instant. Left out: as the model or the project says.";
    static final String MAX_ATTEMPTS =
            "Most attempts at one account: from 1 to 20. Left out: as the model, the project or the account says.";
    static final String ON_LIMIT = "What to do when a limit is reached. Left out: queue.";
    static final String WEBHOOK =
            "An https URL to post the final word to, signed with the secret of " + "GET /v1/webhooks/secret.";

    static final String WEBHOOK_EVENTS =
            "Which events to post there, such as generation.running. Left out: those that end it.";

    /** Which queue to wait in. */
    enum Priority {
        @JsonProperty("interactive")
        INTERACTIVE,
        @JsonProperty("normal")
        NORMAL,
        @JsonProperty("batch")
        BATCH;

        Lane lane() {
            return switch (this) {
                case INTERACTIVE -> Lane.INTERACTIVE;
                case NORMAL -> Lane.NORMAL;
                case BATCH -> Lane.BATCH;
            };
        }
    }

    /** What to do when a limit is reached. */
    enum Limit {
        @JsonProperty("queue")
        QUEUE,
        @JsonProperty("reject")
        REJECT;

        OnLimit event() {
            return switch (this) {
                case QUEUE -> OnLimit.QUEUE;
                case REJECT -> OnLimit.REJECT;
            };
        }
    }

    /** What to do. */
    enum Task {
        @JsonProperty("text-to-image")
        TEXT_TO_IMAGE(Capability.TEXT_TO_IMAGE),
        @JsonProperty("image-to-image")
        IMAGE_TO_IMAGE(Capability.IMAGE_TO_IMAGE),
        @JsonProperty("edit")
        EDIT(Capability.EDIT),
        @JsonProperty("variations")
        VARIATIONS(Capability.VARIATIONS),
        @JsonProperty("upscale")
        UPSCALE(Capability.UPSCALE),
        @JsonProperty("remove-background")
        REMOVE_BACKGROUND(Capability.REMOVE_BACKGROUND),
        @JsonProperty("text-to-video")
        TEXT_TO_VIDEO(Capability.TEXT_TO_VIDEO),
        @JsonProperty("image-to-video")
        IMAGE_TO_VIDEO(Capability.IMAGE_TO_VIDEO),
        @JsonProperty("describe")
        DESCRIBE(Capability.DESCRIBE),
        @JsonProperty("extract")
        EXTRACT(Capability.EXTRACT);

        private final Capability capability;

        Task(Capability capability) {
            this.capability = capability;
        }

        Capability capability() {
            return capability;
        }

        /** The task that is called so; a capability that is none of these is nobody's to ask for. */
        static Task of(Capability capability) {
            return Stream.of(values())
                    .filter(task -> task.capability == capability)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no task is " + capability));
        }
    }

    /** What it asks for, in the words of the use case. */
    NewGeneration toNewGeneration() {
        return new NewGeneration(
                model,
                capability.map(Task::capability),
                input,
                style,
                tags.orElse(List.of()),
                conditions(),
                Callback.of(webhook, webhookEvents),
                parentId);
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
