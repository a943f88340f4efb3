package dev.atelier.ingest.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.ingest.generation.RefusedException;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenAI's clients say of pictures that they want, made from words or from other pictures. A parameter that is none of
 * these goes to the model, if the model has it.
 */
record ImageBody(
        Optional<String> prompt,

        @JsonPropertyDescription("Left out: the project's default.")
        Optional<String> model,

        @JsonPropertyDescription("How many pictures: 1 to 10.")
        Optional<Integer> n,

        @JsonPropertyDescription("WIDTHxHEIGHT in pixels, or auto.")
        Optional<String> size,

        Optional<String> quality,

        @JsonProperty("response_format") @JsonPropertyDescription("Left out: both.")
        Optional<Format> responseFormat,

        @JsonProperty("output_format") Optional<String> outputFormat,
        @JsonProperty("output_compression") Optional<Integer> outputCompression,
        Optional<String> background,
        Optional<String> moderation,
        Optional<String> style,
        @JsonProperty("input_fidelity") Optional<String> inputFidelity,
        Optional<Boolean> stream,

        @JsonProperty("partial_images")
        @JsonPropertyDescription(
                "0 to 3, of each picture of a stream. A model without previews sends none, and one that is quick fewer.")
        Optional<Integer> partialImages,

        @JsonPropertyDescription("Read by nobody.") Optional<String> user) {
    /** The names of its fields. */
    static final Set<String> NAMES = Set.of(
            "prompt",
            "model",
            "n",
            "size",
            "quality",
            "response_format",
            "output_format",
            "output_compression",
            "background",
            "moderation",
            "style",
            "input_fidelity",
            "stream",
            "partial_images",
            "user");

    private static final int MOST = 10;
    private static final int MOST_PARTIAL = 3;

    /** Refuses numbers that are out of range. */
    void check() {
        check("n", n, 1, MOST);
        check("partial_images", partialImages, 0, MOST_PARTIAL);
    }

    /** How a picture rides in the answer. */
    enum Format {
        @JsonProperty("url")
        URL,
        @JsonProperty("b64_json")
        BASE64
    }

    private static void check(String name, Optional<Integer> number, int least, int most) {
        number.filter(value -> value < least || value > most).ifPresent(value -> {
            throw RefusedException.invalid(
                    name, "%s must be from %d to %d, but was %d".formatted(name, least, most, value));
        });
    }

    /** How many pictures. */
    int count() {
        return n.orElse(1);
    }

    /** Whether the answer is to be a stream of events. */
    boolean streams() {
        return stream.orElse(false);
    }
}
