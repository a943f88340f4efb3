package dev.atelier.ingest.store;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.atelier.event.GenerationStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a generation stands, as clients and rows say it. */
public enum Status {
    QUEUED,
    RUNNING,
    CANCELING,
    SUCCEEDED,
    FAILED,
    CANCELED,
    EXPIRED,
    REJECTED;

    /** As clients and rows spell it, such as {@code queued}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing comes after it. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, RUNNING, CANCELING -> false;
            case SUCCEEDED, FAILED, CANCELED, EXPIRED, REJECTED -> true;
        };
    }

    /** The status that is spelled {@code word}. */
    public static Optional<Status> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }

    /** The final word of {@code event}; one that this version does not know is a failure. */
    public static Status of(GenerationStatus event) {
        return switch (event) {
            case SUCCEEDED -> SUCCEEDED;
            case CANCELED -> CANCELED;
            case EXPIRED -> EXPIRED;
            case REJECTED -> REJECTED;
            case FAILED, UNKNOWN -> FAILED;
        };
    }
}
