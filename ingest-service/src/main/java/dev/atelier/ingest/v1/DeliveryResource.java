package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.WebhookAttempted;
import dev.atelier.event.WebhookState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was posted to an endpoint about one event, or is still tried. */
record DeliveryResource(
        @JsonProperty(required = true) @JsonPropertyDescription("Its webhook-id, the same for each attempt.")
        String id,

        @JsonProperty(required = true) String event,

        @JsonProperty(required = true) @JsonPropertyDescription("The id of what it happened to.")
        String subject,

        @JsonProperty(required = true) Instant happenedAt,
        @JsonProperty(required = true) State state,
        @JsonPropertyDescription("When it is tried next.") Optional<Instant> nextAt,

        @JsonProperty(required = true) @JsonPropertyDescription("The last one last.")
        List<Try> attempts) {
    /** How it stands. */
    enum State {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("failed")
        FAILED
    }

    /** One attempt. */
    record Try(
            @JsonProperty(required = true) Instant at,
            @JsonProperty(required = true) long millis,

            @JsonPropertyDescription("What the receiver answered, as an HTTP status.")
            Optional<Integer> status,

            @JsonPropertyDescription("Why it does not count as delivered.")
            Optional<String> error) {
        static Try of(WebhookAttempted attempted) {
            return new Try(attempted.getAt(), attempted.getMillis(), attempted.getStatus(), attempted.getError());
        }
    }

    /** The delivery whose attempts these are. */
    static DeliveryResource of(List<WebhookAttempted> attempts) {
        WebhookAttempted last = attempts.getLast();
        return new DeliveryResource(
                last.getDeliveryId(),
                last.getEvent(),
                last.getSubject(),
                last.getHappenedAt(),
                state(last.getState()),
                last.getNextAt(),
                attempts.stream().map(Try::of).toList());
    }

    private static State state(WebhookState state) {
        return switch (state) {
            case DELIVERED -> State.DELIVERED;
            case FAILED -> State.FAILED;
            case WAITING, UNKNOWN -> State.WAITING;
        };
    }
}
