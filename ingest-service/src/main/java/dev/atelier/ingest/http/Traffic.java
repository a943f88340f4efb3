package dev.atelier.ingest.http;

import java.time.Duration;

/** Hears of each request once it is answered. Called from many threads, and quick. */
@FunctionalInterface
public interface Traffic {
    /** Of a request that no route was there for. */
    String UNMATCHED = "unmatched";

    /**
     * A request was answered, wholly.
     *
     * @param method as HTTP has it
     * @param path   of the route, with names in place of what they stand for; or {@link #UNMATCHED}
     */
    void answered(String method, String path, int status, Duration took);
}
