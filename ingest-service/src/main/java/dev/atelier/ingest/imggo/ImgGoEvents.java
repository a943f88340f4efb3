package dev.atelier.ingest.imggo;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.lifecycle.EventType;
import java.util.List;
import java.util.Optional;

/** What happens to jobs, in ImgGo's words and in ours. Pure. */
final class ImgGoEvents {
    private static final String SUCCEEDED = "job.succeeded";
    private static final String FAILED = "job.failed";

    private ImgGoEvents() {}

    /** Our words for {@code events}, which {@code field} names; for all of ImgGo's where none are named. */
    static List<String> ours(String field, Optional<List<String>> events) {
        return events.orElse(List.of(SUCCEEDED, FAILED)).stream()
                .flatMap(event -> ours(field, event).stream())
                .distinct()
                .toList();
    }

    private static List<String> ours(String field, String event) {
        return switch (event) {
            case SUCCEEDED -> List.of(EventType.GENERATION_SUCCEEDED.word());
            case FAILED ->
                EventType.endings().stream()
                        .filter(word -> !word.equals(EventType.GENERATION_SUCCEEDED.word()))
                        .toList();
            default -> throw RefusedException.invalid(field, field + " must be among job.succeeded and job.failed");
        };
    }

    /** ImgGo's words for {@code words} of ours; what it has no word for stays as it is. */
    static List<String> theirs(List<String> words) {
        return words.stream().map(ImgGoEvents::theirs).distinct().toList();
    }

    static String theirs(String word) {
        return EventType.of(word)
                .filter(EventType::endsGeneration)
                .map(type -> type == EventType.GENERATION_SUCCEEDED ? SUCCEEDED : FAILED)
                .orElse(word);
    }
}
