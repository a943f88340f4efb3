package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.manifest.Layout;
import dev.atelier.ingest.manifest.ManifestException;
import dev.atelier.ingest.manifest.ManifestFormat;
import dev.atelier.ingest.manifest.Manifests;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;

/** Manifests as files in other formats than JSON, which is what is stored: made anew each time. Thread-safe. */
public final class ManifestFiles {
    /** The largest manifest that is made into another format, in bytes of JSON. */
    static final long LARGEST = 4L * 1024 * 1024;

    private final ObjectStore objects;

    public ManifestFiles(ObjectStore objects) {
        this.objects = requireNonNull(objects);
    }

    /** {@code artifact}, which is JSON, in {@code format}; as text by {@code layout}. */
    RenderedFile render(Artifact artifact, ManifestFormat format, Layout layout) {
        if (artifact.bytes() > LARGEST) {
            throw new ProblemException(problem(
                    "It has %d bytes; up to %d are made into another format.".formatted(artifact.bytes(), LARGEST)));
        }
        try {
            var manifest = Manifests.parse(ManifestFormat.JSON, stored(artifact));
            return new RenderedFile(artifact.id(), format.mediaType(), layout.render(format, manifest));
        } catch (ManifestException e) {
            throw new ProblemException(problem(String.valueOf(e.getMessage())), e);
        }
    }

    private byte[] stored(Artifact artifact) {
        try (InputStream content = objects.open(artifact.key())) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new ObjectStoreException("object " + artifact.key() + " could not be read", e);
        }
    }

    private static Problem problem(String message) {
        return Problem.of(422, "not_convertible", message);
    }
}
