package dev.atelier.ingest.store;

import java.util.Optional;

/** What the metadata store, and what is younger than it, keep of an id. */
public sealed interface Kept {
    /** A generation. */
    record There(Generation generation) implements Kept {}

    /** There was one, which a person wanted forgotten. */
    record Forgotten() implements Kept {}

    /** Nothing at all. */
    record Nothing() implements Kept {}

    /** The generation, if there is one. */
    default Optional<Generation> ifThere() {
        return this instanceof There(var generation) ? Optional.of(generation) : Optional.empty();
    }
}
