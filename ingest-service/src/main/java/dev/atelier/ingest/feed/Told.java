package dev.atelier.ingest.feed;

/**
 * News for one watcher.
 *
 * @param upTo how far the watcher is told with them
 */
public record Told(News news, Position upTo) {}
