package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** A part of a list. */
record Page<T>(
        Optional<String> previous,

        @JsonPropertyDescription("Where the next part is; an absolute URL.")
        Optional<String> next,

        @JsonProperty(required = true) List<T> results) {
    /** The only part there is. */
    static <T> Page<T> whole(List<T> results) {
        return new Page<>(Optional.empty(), Optional.empty(), results);
    }
}
