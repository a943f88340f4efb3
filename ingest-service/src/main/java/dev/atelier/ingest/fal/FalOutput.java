package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.files.FileTypes;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came out, as fal's models word it. Thread-safe. */
final class FalOutput {
    private final Products products;

    FalOutput(Products products) {
        this.products = requireNonNull(products);
    }

    /** What {@code generation}, which is over, made; refused when it did not succeed. */
    ObjectNode of(Context context, Generation generation) throws IOException {
        return of(products.base(context), generation);
    }

    /** The same, with links that begin with {@code base}. */
    ObjectNode of(String base, Generation generation) throws IOException {
        if (generation.status() != Status.SUCCEEDED) {
            throw new ProblemException(Unsuccessful.problem(generation));
        }
        return switch (generation.wanted().capability().orElse(Capability.UNKNOWN)) {
            case DESCRIBE -> Json.MAPPER.createObjectNode().put("output", products.text(generation));
            case EXTRACT -> Json.MAPPER.createObjectNode().set("output", Json.orText(products.text(generation)));
            case TEXT_TO_VIDEO, IMAGE_TO_VIDEO -> video(base, generation);
            case TEXT_TO_IMAGE, IMAGE_TO_IMAGE, EDIT, VARIATIONS, UPSCALE, REMOVE_BACKGROUND, UNKNOWN ->
                images(base, generation);
        };
    }

    private ObjectNode video(String base, Generation generation) {
        ObjectNode output = Json.MAPPER.createObjectNode();
        output.set("video", files(base, generation).path(0));
        return output;
    }

    private ObjectNode images(String base, Generation generation) {
        ObjectNode output = Json.MAPPER.createObjectNode();
        ArrayNode images = files(base, generation);
        output.set("images", images);
        output.putObject("timings");
        ArrayNode concepts = output.putArray("has_nsfw_concepts");
        images.forEach(_ -> concepts.add(false));
        JsonNode input = Json.orText(generation.wanted().input());
        for (String name : List.of("seed", "prompt")) {
            if (input.has(name)) {
                output.set(name, input.path(name));
            }
        }
        return output;
    }

    private ArrayNode files(String base, Generation generation) {
        ArrayNode files = Json.MAPPER.createArrayNode();
        List<String> links = products.links(base, generation);
        for (int i = 0; i < links.size(); i++) {
            Artifact artifact = generation.artifacts().get(i);
            ObjectNode file = files.addObject()
                    .put("url", links.get(i))
                    .put("content_type", artifact.mediaType())
                    .put("file_name", "%d.%s".formatted(i, FileTypes.extension(artifact.mediaType())))
                    .put("file_size", artifact.bytes());
            artifact.width().ifPresent(width -> file.put("width", width));
            artifact.height().ifPresent(height -> file.put("height", height));
        }
        return files;
    }
}
