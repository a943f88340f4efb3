package dev.atelier.ingest.pattern;

import java.util.Optional;

/**
 * How a version is saved.
 *
 * @param published whether pictures are read by it from now on
 * @param basedOn   the version that must still be the latest; absent: whatever is
 */
public record Saving(boolean published, Optional<Integer> basedOn) {
    /** On top of whatever is there. */
    public static Saving asIs(boolean published) {
        return new Saving(published, Optional.empty());
    }
}
