package dev.atelier.ingest.keys;

/**
 * Who asks.
 *
 * @param project the project it acts for
 * @param keyId   the public id of its key
 */
public record Caller(String project, String keyId) {}
