package dev.atelier.connectors.stability;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.RetryAfter;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Stability's refusals mean: {@code {"id", "name", "errors": [..]}}. */
final class StabilityErrors {
    /** Whoever goes past the limit is shut out this long. */
    private static final Duration SHUT_OUT = Duration.ofMinutes(1);

    private StabilityErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        String words = words(answer, job);
        return switch (answer.json().path("name").asString("")) {
            case "content_moderation", "public_figure" -> new Failure.ContentRefused(words);
            default ->
                answer.status() == 429
                        ? new Failure.Throttled(words, RetryAfter.of(answer).or(() -> Optional.of(SHUT_OUT)))
                        : Statuses.ofSubmit(StabilityFactory.NAME, answer, words);
        };
    }

    static Failure ofQuestion(Answer answer, Job job) {
        String words = words(answer, job);
        return answer.json().path("name").asString("").equals("content_moderation")
                ? new Failure.ContentRefused(words)
                : Statuses.ofQuestion(answer, words);
    }

    private static String words(Answer answer, Job job) {
        List<String> said = new ArrayList<>();
        answer.json().path("errors").forEach(error -> said.add(error.asString("")));
        String all = String.join("; ", said);
        return Words.of(StabilityFactory.NAME, all.isBlank() ? "status " + answer.status() : all, job.parameters());
    }
}
