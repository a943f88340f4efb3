package dev.atelier.ingest.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which generations of a project are listed: those that meet every condition that is given.
 *
 * @param status  only these
 * @param tag     only those that carry it
 * @param model   only those of this model
 * @param pattern only those that were asked for by this one
 * @param after   only those asked for at or after this time
 */
public record Filter(
        Optional<Status> status,
        Optional<String> tag,
        Optional<String> model,
        Optional<String> pattern,
        Optional<Instant> after) {}
