package dev.atelier.ingest.feed;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.atelier.ingest.store.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can happen, as streams name it. */
public enum EventType {
    QUEUED(true),
    RUNNING(true),
    SUBMITTED(true),
    PROGRESS(true),
    RETRYING(true),
    CANCELING(true),
    SUCCEEDED(false),
    FAILED(false),
    CANCELED(false),
    EXPIRED(false),
    REJECTED(false),
    BATCH_QUEUED(true),
    BATCH_RUNNING(true),
    BATCH_CANCELING(true),
    BATCH_SUCCEEDED(false),
    BATCH_FAILED(false),
    BATCH_CANCELED(false),
    /** Something was missed and can not be told any more. */
    RESET(true);

    private final boolean goesOn;

    EventType(boolean goesOn) {
        this.goesOn = goesOn;
    }

    /** As clients spell it, such as {@code succeeded} or {@code batch.succeeded}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Whether nothing comes after it for the same generation, or batch. */
    public boolean isFinal() {
        return !goesOn;
    }

    /** Whether a later one of the same generation or batch says all that it says. */
    boolean isOutdone() {
        return this == PROGRESS || this == BATCH_RUNNING;
    }

    /** The type that is spelled {@code word}. */
    public static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** That a generation stands so. */
    static EventType of(Status status) {
        return switch (status) {
            case QUEUED -> QUEUED;
            case RUNNING -> RUNNING;
            case CANCELING -> CANCELING;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELED -> CANCELED;
            case EXPIRED -> EXPIRED;
            case REJECTED -> REJECTED;
        };
    }

    /** That a batch stands so. */
    static EventType ofBatch(Status status) {
        return switch (status) {
            case QUEUED -> BATCH_QUEUED;
            case RUNNING -> BATCH_RUNNING;
            case CANCELING -> BATCH_CANCELING;
            case SUCCEEDED -> BATCH_SUCCEEDED;
            case CANCELED -> BATCH_CANCELED;
            // A batch itself neither expires nor is rejected; it fails.
            case FAILED, EXPIRED, REJECTED -> BATCH_FAILED;
        };
    }
}
