package dev.atelier.cli.api;

import java.util.Arrays;
import java.util.Locale;

/** How far a generation is. */
public enum Status {
    QUEUED,
    RUNNING,
    CANCELING,
    SUCCEEDED,
    FAILED,
    CANCELED,
    EXPIRED,
    REJECTED,
    /** A word of a newer server: more may follow. */
    OTHER;

    static Status of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    /** Whether nothing more follows. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELED, EXPIRED, REJECTED -> true;
            case QUEUED, RUNNING, CANCELING, OTHER -> false;
        };
    }
}
