package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.files.FileTypes;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.openai.ImageBody.Format;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Status;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures, as OpenAI's clients take them. */
final class ImageReply {
    private final Products products;
    private final ImageBody asked;

    ImageReply(Products products, ImageBody asked) {
        this.products = requireNonNull(products);
        this.asked = requireNonNull(asked);
    }

    /** All pictures in one answer. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Images(
            @JsonProperty(required = true) long created,
            @JsonProperty(required = true) List<ImageData> data,
            Optional<String> background,
            @JsonProperty("output_format") Optional<String> outputFormat,
            Optional<String> size,
            Optional<String> quality) {}

    /** One picture, behind a link that needs no key, or in base64, or both. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ImageData(@JsonProperty("b64_json") Optional<String> base64, Optional<String> url) {}

    /** One picture, as the event that brings it. */
    record Event(
            String type,
            @JsonProperty("b64_json") String base64,
            @JsonProperty("created_at") long createdAt,
            String size,
            String quality,
            String background,
            @JsonProperty("output_format") String outputFormat,
            TokenUsage usage) {}

    /** What {@code made} is answered with; refused when one of them did not succeed. */
    Images of(Context context, List<Generation> made) throws IOException {
        List<ImageData> data = new ArrayList<>();
        for (Generation generation : made) {
            check(generation);
            List<String> links = products.links(context, generation);
            for (int i = 0; i < links.size(); i++) {
                data.add(image(generation.artifacts().get(i), links.get(i)));
            }
        }
        Optional<Artifact> first = made.stream()
                .flatMap(generation -> generation.artifacts().stream())
                .findFirst();
        return new Images(
                made.getFirst().requestedAt().getEpochSecond(),
                data,
                asked.background(),
                first.map(ImageReply::format),
                first.map(ImageReply::size),
                asked.quality());
    }

    /** The pictures of {@code made} as events of {@code type}; refused when it did not succeed. */
    List<Event> events(String type, Generation made) throws IOException {
        check(made);
        List<Event> events = new ArrayList<>();
        for (Artifact artifact : made.artifacts()) {
            events.add(new Event(
                    type,
                    products.base64(artifact),
                    made.requestedAt().getEpochSecond(),
                    size(artifact),
                    asked.quality().orElse("auto"),
                    asked.background().orElse("auto"),
                    format(artifact),
                    TokenUsage.NONE));
        }
        return events;
    }

    private ImageData image(Artifact artifact, String link) throws IOException {
        Optional<Format> format = asked.responseFormat();
        boolean inBase64 = format.orElse(Format.BASE64) == Format.BASE64;
        boolean behindLink = format.orElse(Format.URL) == Format.URL;
        return new ImageData(
                inBase64 ? Optional.of(products.base64(artifact)) : Optional.empty(),
                behindLink ? Optional.of(link) : Optional.empty());
    }

    private static void check(Generation generation) {
        if (generation.status() != Status.SUCCEEDED) {
            throw new ProblemException(Unsuccessful.problem(generation));
        }
    }

    private static String size(Artifact artifact) {
        return artifact.width()
                .flatMap(width -> artifact.height().map(height -> "%dx%d".formatted(width, height)))
                .orElse("auto");
    }

    private static String format(Artifact artifact) {
        String extension = FileTypes.extension(artifact.mediaType());
        return extension.equals("jpg") ? "jpeg" : extension;
    }
}
