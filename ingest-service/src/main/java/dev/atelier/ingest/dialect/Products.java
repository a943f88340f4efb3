package dev.atelier.ingest.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.platform.objects.ObjectStore;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What was made, as answers carry it: behind links that need no key, in base64, or as text. Blocks. Thread-safe. */
public final class Products {
    /** What is said in place of what was made, once that is not kept any more. */
    public static final String GONE = "What was made is not kept any more.";

    private static final long LARGEST = 64L * 1024 * 1024;

    private final FileLinks links;
    private final Links base;
    private final ObjectStore objects;

    public Products(FileLinks links, Links base, ObjectStore objects) {
        this.links = requireNonNull(links);
        this.base = requireNonNull(base);
        this.objects = requireNonNull(objects);
    }

    /** What links begin with. */
    public String base(Context context) {
        return base.base(context);
    }

    /** Links to all that {@code generation} made, in its order. */
    public List<String> links(Context context, Generation generation) {
        return links(base(context), generation);
    }

    /** The same, beginning with {@code start}. */
    public List<String> links(String start, Generation generation) {
        return links.links(start, generation);
    }

    /** {@code artifact} in base64; refused when it is too large to ride in an answer, or not kept any more. */
    public String base64(Artifact artifact) throws IOException {
        return Base64.getEncoder().encodeToString(content(artifact).orElseThrow(Products::gone));
    }

    /** The first thing that {@code generation} made, as text; refused when it is not kept any more, or too large. */
    public String text(Generation generation) throws IOException {
        return find(generation).orElseThrow(Products::gone);
    }

    /** The same, empty when it is not kept any more, or too large to ride in an answer. */
    public Optional<String> textIfKept(Generation generation) throws IOException {
        return generation.artifacts().stream()
                        .findFirst()
                        .filter(Products::isTooLarge)
                        .isPresent()
                ? Optional.empty()
                : find(generation);
    }

    private Optional<String> find(Generation generation) throws IOException {
        return generation.artifacts().isEmpty()
                ? Optional.of("")
                : content(generation.artifacts().getFirst()).map(content -> new String(content, UTF_8));
    }

    private static boolean isTooLarge(Artifact artifact) {
        return artifact.bytes() > LARGEST;
    }

    private static ProblemException gone() {
        return new ProblemException(Problem.of(410, "gone", GONE));
    }

    private Optional<byte[]> content(Artifact artifact) throws IOException {
        if (isTooLarge(artifact)) {
            throw new ProblemException(Problem.of(
                    409, "too_large", "What was made is too large to ride in the answer. Ask for a link to it."));
        }
        Optional<InputStream> found = objects.openIfThere(artifact.key());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (var content = found.get()) {
            return Optional.of(content.readAllBytes());
        }
    }
}
