package dev.atelier.ingest.feed;

/** The topics that news come from. Positions name them by their ordinal, so the order is fixed. */
public enum Source {
    /** The steps of generations; by project. */
    EVENTS,
    /** The final words on generations; by project. */
    RESULTS,
    /** Where batches stand; by batch. */
    BATCHES
}
