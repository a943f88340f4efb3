package dev.atelier.ingest.live;

/** Which generation. Ids are looked up inside a project only, so that nobody sees or shadows another's. */
public record GenerationKey(String project, String id) {}
