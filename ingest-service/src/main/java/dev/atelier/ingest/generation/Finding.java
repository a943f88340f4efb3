package dev.atelier.ingest.generation;

import dev.atelier.ingest.store.Generation;

/** Finds a generation of a project, or refuses; {@link Read#get}. */
@FunctionalInterface
interface Finding {
    Generation get(String project, String id) throws InterruptedException;
}
