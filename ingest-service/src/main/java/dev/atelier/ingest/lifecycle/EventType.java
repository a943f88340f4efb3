package dev.atelier.ingest.lifecycle;

import dev.atelier.event.GenerationStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can happen that somebody may want to be told of. */
public enum EventType {
    GENERATION_RUNNING("generation.running"),
    GENERATION_PROGRESSED("generation.progressed"),
    GENERATION_SUCCEEDED("generation.succeeded"),
    GENERATION_FAILED("generation.failed"),
    GENERATION_CANCELED("generation.canceled"),
    GENERATION_EXPIRED("generation.expired"),
    GENERATION_REJECTED("generation.rejected"),
    BATCH_FINISHED("batch.finished");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** As clients write it. */
    public String word() {
        return word;
    }

    /** Whether it happens to a generation, and ends it. */
    public boolean endsGeneration() {
        return switch (this) {
            case GENERATION_SUCCEEDED,
                    GENERATION_FAILED,
                    GENERATION_CANCELED,
                    GENERATION_EXPIRED,
                    GENERATION_REJECTED -> true;
            case GENERATION_RUNNING, GENERATION_PROGRESSED, BATCH_FINISHED -> false;
        };
    }

    /** Whether it happens on the way, and may happen often: told to those alone who name it. */
    public boolean isStep() {
        return this == GENERATION_RUNNING || this == GENERATION_PROGRESSED;
    }

    /** The one that is written so. */
    public static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** What a final word is told as; none for one that this version does not know. */
    public static Optional<EventType> of(GenerationStatus status) {
        return switch (status) {
            case SUCCEEDED -> Optional.of(GENERATION_SUCCEEDED);
            case FAILED -> Optional.of(GENERATION_FAILED);
            case CANCELED -> Optional.of(GENERATION_CANCELED);
            case EXPIRED -> Optional.of(GENERATION_EXPIRED);
            case REJECTED -> Optional.of(GENERATION_REJECTED);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** All of them, as clients write them. */
    public static List<String> words() {
        return Stream.of(values()).map(EventType::word).toList();
    }

    /** Those that end a generation, as clients write them. */
    public static List<String> endings() {
        return Stream.of(values())
                .filter(EventType::endsGeneration)
                .map(EventType::word)
                .toList();
    }
}
