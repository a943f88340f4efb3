package dev.atelier.ingest.replicate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.lifecycle.EventType;
import java.util.List;

/** When a prediction is posted, in Replicate's words. */
enum PredictionEvent {
    @JsonProperty("start")
    START,
    @JsonProperty("output")
    OUTPUT,
    @JsonProperty("logs")
    LOGS,
    @JsonProperty("completed")
    COMPLETED;

    /** The events that it stands for. There is no output before the end, so whoever wants both is told of both at once. */
    List<String> words() {
        return switch (this) {
            case START -> List.of(EventType.GENERATION_RUNNING.word());
            case OUTPUT -> List.of(EventType.GENERATION_SUCCEEDED.word());
            case LOGS -> List.of(EventType.GENERATION_PROGRESSED.word());
            case COMPLETED -> EventType.endings();
        };
    }
}
