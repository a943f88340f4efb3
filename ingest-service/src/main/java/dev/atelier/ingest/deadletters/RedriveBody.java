package dev.atelier.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** The body of {@code POST /v1/dead-letters/{id}/redrive}. */
record RedriveBody(
        @JsonPropertyDescription("Whether to put it back even if it was put back before. Left out: no.")
        Optional<Boolean> force) {}
