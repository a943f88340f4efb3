package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.RedriveRecorded;
import java.time.Instant;
import java.util.Optional;

/** A dead letter as the list shows it, without what it says. */
record DeadLetterResource(
        @JsonProperty(required = true) String id,

        @JsonProperty(required = true) @JsonPropertyDescription("When it was put aside.")
        Instant at,

        @JsonPropertyDescription("Where it was; absent when its headers do not say.")
        Optional<Source> source,

        @JsonProperty(required = true) Cause cause,

        @JsonPropertyDescription("The record's key as text; base64: and its base64 when it is none.")
        Optional<String> key,

        @JsonProperty(required = true) @JsonPropertyDescription("Size of the record's value.")
        int bytes,

        @JsonPropertyDescription("When and where it was put back last.")
        Optional<RedriveResource> redriven) {
    /** Where it was. */
    record Source(
            @JsonProperty(required = true) String topic,
            @JsonProperty(required = true) int partition,
            @JsonProperty(required = true) long offset) {}

    /** Why it is here. */
    record Cause(
            @JsonProperty(required = true) String exception,
            Optional<String> message,

            @JsonPropertyDescription("Who put it aside; absent where that was dispatch.")
            Optional<String> service,

            @JsonPropertyDescription("The dead letter that it had been before it was put back.")
            Optional<String> redrivenFrom) {}

    static DeadLetterResource of(DeadLetter letter, Optional<RedriveRecorded> redriven) {
        var cause = letter.cause();
        return new DeadLetterResource(
                letter.id().toString(),
                letter.at(),
                letter.source().map(source -> new Source(source.topic(), source.partition(), source.offset())),
                new Cause(cause.exception(), cause.message(), cause.service(), cause.redrivenFrom()),
                letter.key().map(Bytes::text),
                letter.value().map(value -> value.length).orElse(0),
                redriven.map(RedriveResource::of));
    }
}
