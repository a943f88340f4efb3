package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.RedriveRecorded;
import java.time.Instant;
import java.util.Optional;

/** What the audit says of a dead letter that was put back. */
record RedriveResource(
        @JsonProperty(required = true) String deadLetter,

        @JsonProperty(required = true) @JsonPropertyDescription("Where it is now.")
        String topic,

        @JsonProperty(required = true) int partition,
        @JsonProperty(required = true) long offset,
        @JsonProperty(required = true) Instant at,

        @JsonProperty(required = true) @JsonPropertyDescription("The id of the key that asked for it.")
        String by,

        @JsonPropertyDescription("The bulk redrive that it was part of.")
        Optional<String> job,

        @JsonProperty(required = true) boolean forced) {
    static RedriveResource of(RedriveRecorded record) {
        return new RedriveResource(
                record.getDeadLetter(),
                record.getTopic(),
                record.getPartition(),
                record.getOffset(),
                record.getAt(),
                record.getKeyId(),
                record.getJob(),
                record.getForced());
    }
}
