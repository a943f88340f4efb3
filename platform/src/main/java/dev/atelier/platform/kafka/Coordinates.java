package dev.atelier.platform.kafka;

import java.time.Instant;

/**
 * Where a record lies in its topic.
 *
 * @param at when it was written, by its producer or by the broker as the topic has it
 */
public record Coordinates(int partition, long offset, Instant at) {}
