package dev.atelier.ingest.store;

import java.time.Instant;

/**
 * A place in the list of a project's generations, newest first: everything before it in time, and of the same
 * millisecond everything with a smaller id, comes after it in the list.
 *
 * @param requestedAt when the generation there was asked for
 * @param id          its id; empty stands before all ids
 */
public record Position(Instant requestedAt, String id) {
    /** The place where everything asked for before {@code time} begins. */
    public static Position before(Instant time) {
        return new Position(time, "");
    }

    /** Where {@code generation} is. */
    public static Position of(Generation generation) {
        return new Position(generation.requestedAt(), generation.id());
    }
}
