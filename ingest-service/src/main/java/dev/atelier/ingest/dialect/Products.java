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
import java.util.Base64;
import java.util.List;

/** What was made, as answers carry it: behind links that need no key, in base64, or as text. Blocks. Thread-safe. */
public final class Products {
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

    /** {@code artifact} in base64; refused when it is too large to ride in an answer. */
    public String base64(Artifact artifact) throws IOException {
        return Base64.getEncoder().encodeToString(content(artifact));
    }

    /** The first thing that {@code generation} made, as text; empty where it made nothing. Refused when it is gone. */
    public String text(Generation generation) throws IOException {
        if (generation.artifacts().isEmpty()) {
            return "";
        }
        return new String(content(generation.artifacts().getFirst()), UTF_8);
    }

    private byte[] content(Artifact artifact) throws IOException {
        if (artifact.bytes() > LARGEST) {
            throw new ProblemException(Problem.of(
                    409, "too_large", "What was made is too large to ride in the answer. Ask for a link to it."));
        }
        if (objects.find(artifact.key()).isEmpty()) {
            throw new ProblemException(Problem.of(410, "gone", "What was made is not kept any more."));
        }
        try (var content = objects.open(artifact.key())) {
            return content.readAllBytes();
        }
    }
}
