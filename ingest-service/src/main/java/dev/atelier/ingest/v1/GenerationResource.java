package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.Capability;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.files.FileTypes;
import dev.atelier.ingest.line.Queue.Standing;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A generation as the native API shows it, the same in every answer. */
record GenerationResource(
        @JsonProperty(required = true) String id,

        @JsonProperty(required = true) @JsonPropertyDescription("The last five are final.")
        Status status,

        Optional<String> model,
        Optional<String> capability,
        Optional<String> provider,

        @JsonProperty(required = true) @JsonPropertyDescription("How often it was dispatched.")
        int attempt,

        @JsonProperty(required = true) List<String> tags,
        Optional<String> parentId,
        @JsonProperty(required = true) JsonNode input,

        @JsonPropertyDescription("The style preset it was asked for in.")
        Optional<String> style,

        @JsonPropertyDescription("The pattern that it was asked for by.")
        Optional<Pattern> pattern,

        @JsonPropertyDescription(
                "Where it stands in line, while it waits; only where one generation is read, and where that is known.")
        Optional<Queue> queue,

        @JsonPropertyDescription("How far it is, while it runs.")
        Optional<Progress> progress,

        @JsonProperty(required = true) @JsonPropertyDescription("When it reached each step.")
        Map<String, Instant> timings,

        Optional<Cost> cost,
        @JsonPropertyDescription("Why it did not succeed.") Optional<Fault> error,

        @JsonProperty(required = true) @JsonPropertyDescription("What was made; empty until it has succeeded.")
        List<Artifact> artifacts,

        @JsonProperty(required = true) Instant createdAt,
        @JsonProperty(required = true) Links links) {

    /** A version of a pattern. */
    record Pattern(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) int version,

            @JsonProperty(required = true) @JsonPropertyDescription("What the manifest is shown as.")
            String format) {
        static Pattern of(PatternReference reference) {
            return new Pattern(reference.getPatternId(), reference.getVersion(), reference.getFormat());
        }
    }

    /** Where it stands in line. */
    record Queue(
            @JsonProperty(required = true)
            @JsonPropertyDescription(
                    "1 goes next. Exact for the first 32 of a model's and project's in a lane, an estimate beyond.")
            long position,

            @JsonPropertyDescription("When it is likely to start, as fast as it goes now; not while it is paused.")
            Optional<Instant> estimatedStart) {
        static Queue of(Standing standing) {
            return new Queue(standing.position(), standing.estimatedStart());
        }
    }

    /** How far it is: {@code share} from 0 to 1. */
    record Progress(Optional<Double> share, Optional<String> message) {}

    /** What it cost, in millionths of the account's currency. */
    record Cost(@JsonProperty(required = true) long micros) {}

    /** Why it did not succeed. */
    record Fault(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String message,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> field) {}

    /** One thing that was made. */
    record Artifact(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String url,
            @JsonProperty(required = true) String mediaType,
            @JsonProperty(required = true) long bytes,
            Optional<Integer> width,
            Optional<Integer> height,
            @JsonProperty(required = true) String sha256) {}

    /** Where more is to be had. */
    record Links(
            @JsonProperty(required = true) String self,
            @JsonProperty(required = true) String events,
            @JsonProperty(required = true) String cancel,
            @JsonProperty(required = true) String regenerate,

            @JsonProperty(required = true)
            @JsonPropertyDescription("The first artifact; 404 not_ready until it is there.")
            String file) {}

    /** {@code generation} with links that begin with {@code base}. */
    static GenerationResource of(Generation generation, String base) {
        return of(generation, base, null);
    }

    /** The same, with where it stands in line if that is known. */
    static GenerationResource of(Generation generation, String base, @Nullable Standing standing) {
        var wanted = generation.wanted();
        return new GenerationResource(
                generation.id(),
                generation.status(),
                wanted.model(),
                wanted.capability().map(GenerationResource::word),
                generation.provider(),
                generation.attempt(),
                wanted.tags(),
                wanted.parentId(),
                Json.orText(wanted.input()),
                wanted.style(),
                wanted.pattern().map(Pattern::of),
                Optional.ofNullable(standing).map(Queue::of),
                generation.progress().map(progress -> new Progress(progress.share(), progress.message())),
                new TreeMap<>(generation.timings()),
                generation.costMicros().map(Cost::new),
                generation.fault().map(fault -> new Fault(fault.code(), fault.message(), fault.field())),
                artifacts(generation.id(), generation.artifacts(), base),
                generation.requestedAt(),
                links(generation, base));
    }

    /** What was made by generation {@code id}, with links that begin with {@code base}. */
    static List<Artifact> artifacts(String id, List<Generation.Artifact> made, String base) {
        List<Artifact> artifacts = new ArrayList<>();
        for (var artifact : made) {
            String url = "%s?index=%d"
                    .formatted(file(id, base, FileTypes.extension(artifact.mediaType())), artifacts.size());
            artifacts.add(new Artifact(
                    artifact.id(),
                    url,
                    artifact.mediaType(),
                    artifact.bytes(),
                    artifact.width(),
                    artifact.height(),
                    artifact.sha256()));
        }
        return artifacts;
    }

    private static Links links(Generation generation, String base) {
        String self = "%s/v1/generations/%s".formatted(base, generation.id());
        return new Links(
                self,
                self + "/events",
                self + "/cancel",
                self + "/regenerate",
                file(generation.id(), base, extension(generation)));
    }

    private static String file(String id, String base, String extension) {
        return "%s/generations/%s/file.%s".formatted(base, id, extension);
    }

    /** Of the first artifact; before there is one, what the request makes likely. */
    private static String extension(Generation generation) {
        return generation.artifacts().stream()
                .findFirst()
                .map(artifact -> FileTypes.extension(artifact.mediaType()))
                .orElseGet(() -> expected(generation));
    }

    private static String expected(Generation generation) {
        return switch (generation.wanted().capability().orElse(Capability.UNKNOWN)) {
            case EXTRACT -> "json";
            case DESCRIBE -> "txt";
            case TEXT_TO_VIDEO, IMAGE_TO_VIDEO -> "mp4";
            case UNKNOWN, TEXT_TO_IMAGE, IMAGE_TO_IMAGE, EDIT, VARIATIONS, UPSCALE, REMOVE_BACKGROUND ->
                switch (Json.orText(generation.wanted().input()).path("format").asString("")) {
                    case "jpeg", "jpg" -> "jpg";
                    case "webp" -> "webp";
                    default -> "png";
                };
        };
    }

    private static String word(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
