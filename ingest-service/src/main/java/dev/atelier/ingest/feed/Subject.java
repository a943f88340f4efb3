package dev.atelier.ingest.feed;

/** What one watches, and what news are about. Ids are looked up inside a project only. */
public sealed interface Subject {
    /** Whose it is. */
    String project();

    /** One generation. */
    record OfGeneration(String project, String id) implements Subject {}

    /** One batch. */
    record OfBatch(String project, String id) implements Subject {}

    /** All that a project has. */
    record OfProject(String project) implements Subject {}
}
