package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** A part of the list of batches. */
record BatchPage(
        @JsonProperty(required = true) List<BatchResource> data,

        @JsonPropertyDescription("The cursor of the next page; null on the last.")
        Optional<String> next) {}
