package dev.atelier.ingest.feed;

import java.util.Arrays;
import java.util.Optional;

/** The topics that news come from. */
public enum Source {
    /** The steps of generations; by project. */
    EVENTS(0),
    /** The final words on generations; by project. */
    RESULTS(1),
    /** Where batches stand; by batch. */
    BATCHES(2);

    private final byte code;

    Source(int code) {
        this.code = (byte) code;
    }

    /** As the ids of events name it, for ever. */
    byte code() {
        return code;
    }

    /** The one with {@code code}. */
    static Optional<Source> of(byte code) {
        return Arrays.stream(values()).filter(source -> source.code == code).findFirst();
    }
}
