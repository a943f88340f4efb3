package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.uploads.Upload;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A file that a client brought, as Replicate's clients read it. */
record ReplicateFile(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String name,

        @JsonProperty(value = "content_type", required = true) @JsonPropertyDescription("By its content.")
        String contentType,

        @JsonProperty(required = true) long size,

        @JsonProperty(required = true) @JsonPropertyDescription("In hexadecimal: sha256.")
        Map<String, String> checksums,

        @JsonProperty(required = true) @JsonPropertyDescription("What its client said of it.")
        ObjectNode metadata,

        @JsonProperty("created_at") Optional<Instant> createdAt,

        @JsonProperty(value = "expires_at", required = true) Instant expiresAt,

        @JsonProperty(required = true)
        @JsonPropertyDescription("get: this resource, by which inputs name the file; it needs the key.")
        Map<String, String> urls) {
    /** What its client says of it is kept as this. */
    static final String METADATA = "metadata";

    /** {@code base} is what links begin with. */
    static ReplicateFile of(Stored stored, String base) {
        return new ReplicateFile(
                stored.id(),
                stored.notes().name(),
                stored.content().mediaType(),
                stored.content().bytes(),
                Map.of("sha256", stored.content().sha256()),
                metadata(stored.notes().said(METADATA).orElse("")),
                Upload.begunAt(stored.id()),
                stored.expiresAt(),
                Map.of("get", "%s%s/files/%s".formatted(base, ReplicateRoutes.BASE, stored.id())));
    }

    /** Who brings a file another way may say anything of it under the same word. */
    private static ObjectNode metadata(String said) {
        try {
            return Json.MAPPER.readTree(said) instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        } catch (JacksonException _) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
