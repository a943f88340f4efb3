package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.atelier.event.RedriveRecorded;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.EventJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A dead letter with what it says. */
record DeadLetterDetails(
        @JsonUnwrapped DeadLetterResource letter,

        @JsonPropertyDescription("Where it was thrown, where that is known.")
        Optional<String> stackTrace,

        @JsonProperty(required = true) @JsonPropertyDescription("The headers that the record had itself.")
        List<Header> headers,

        @JsonPropertyDescription("The record's value; absent when it has none.")
        Optional<Content> content) {
    /** A header; its value as text, or base64: and its base64 when it is none. */
    record Header(@JsonProperty(required = true) String name, Optional<String> value) {}

    /**
     * A value: as JSON where it is an event whose schema the registry has, and as base64 otherwise.
     */
    record Content(
            @JsonPropertyDescription("Full name of the event.")
            Optional<String> schema,

            @JsonPropertyDescription("The event, in Avro's JSON encoding.")
            Optional<JsonNode> event,

            Optional<String> base64) {}

    static DeadLetterDetails of(DeadLetter letter, Optional<RedriveRecorded> redriven, EventJson events) {
        return new DeadLetterDetails(
                DeadLetterResource.of(letter, redriven),
                letter.cause().stackTrace(),
                letter.headers().stream()
                        .map(header -> new Header(
                                header.key(),
                                Optional.ofNullable(header.value()).map(Bytes::text)))
                        .toList(),
                letter.value().map(value -> content(value, events)));
    }

    private static Content content(byte[] value, EventJson events) {
        return events.show(value)
                .map(shown -> new Content(
                        Optional.of(shown.schema()), Optional.of(Json.MAPPER.readTree(shown.json())), Optional.empty()))
                .orElseGet(() -> new Content(Optional.empty(), Optional.empty(), Optional.of(Bytes.base64(value))));
    }
}
