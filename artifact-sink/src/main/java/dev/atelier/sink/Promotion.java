package dev.atelier.sink;

import dev.atelier.event.ArtifactReference;
import java.util.List;

/** What became of the outputs of a generation. */
sealed interface Promotion {
    /** All of them are stored by their content. */
    record Stored(List<ArtifactReference> artifacts) implements Promotion {
        public Stored {
            artifacts = List.copyOf(artifacts);
        }
    }

    /** One of them is not what the worker said, so none counts. The detail is shown to the client. */
    record Broken(String detail) implements Promotion {}
}
