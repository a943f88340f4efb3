package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** A part of the list of dead letters. */
record DeadLetterPage(
        @JsonProperty(required = true) List<DeadLetterResource> data,

        @JsonPropertyDescription("The cursor of the next page; null on the last. A page may be shorter than asked for.")
        Optional<String> next) {}
