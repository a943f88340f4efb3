package dev.atelier.ingest.streams;

import java.util.Optional;

/**
 * Where a client goes on.
 *
 * @param lastEventId the id of the last event it was sent; absent: it was not there before
 */
public record Since(Optional<String> lastEventId) {}
