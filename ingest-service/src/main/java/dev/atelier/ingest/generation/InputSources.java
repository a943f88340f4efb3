package dev.atelier.ingest.generation;

import java.time.Duration;
import java.util.Optional;

/** Where files come from that inputs name instead of holding them. Calls block. Thread-safe. */
public interface InputSources {
    /**
     * The key of the object that {@code reference} names for {@code project}; empty where it names no file of this
     * installation. Refused, as {@code field}, when it names one that the project does not have, or no longer.
     */
    Optional<String> find(String project, String reference, String field) throws InterruptedException;

    /** Whose file is to be fetched, and as what. */
    record Wanted(Scope scope, String url, String field) {}

    /**
     * The key of the object with what was at {@code wanted.url()}, which has now been fetched and stored, within {@code time};
     * refused where it cannot be had. What is asked for under the same idempotency key is what was fetched first.
     */
    String fetch(Wanted wanted, Duration time) throws InterruptedException;

    /** How long fetching the files of one request may take together. */
    Duration time();

    /** Under what a request is sent. */
    record Scope(String project, Optional<String> idempotencyKey) {}
}
