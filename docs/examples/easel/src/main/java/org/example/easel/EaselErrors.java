package org.example.easel;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.platform.failure.Failure;
import tools.jackson.databind.JsonNode;

/** What Easel's refusals mean: {@code {"message", "reason"}}. */
final class EaselErrors {
    private EaselErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        String words = Complaint.in(answer).words(EaselFactory.NAME, answer, job);
        return switch (answer.status()) {
            // Their guild does not paint it.
            case 418 -> new Failure.ContentRefused(words);
            // Nothing that failed on their side promises that no painting was begun.
            case 500, 502, 504 -> new Failure.Uncertain(words);
            default -> Statuses.ofSubmit(EaselFactory.NAME, answer, words);
        };
    }

    static Failure ofQuestion(Answer answer, Job job) {
        return Statuses.ofQuestion(answer, Complaint.in(answer).words(EaselFactory.NAME, answer, job));
    }

    /** The final word on a painting that came to nothing. */
    static Failure ofPainting(JsonNode painting, Job job) {
        String words = Words.of(EaselFactory.NAME, painting.path("message").asString("torn"), job.parameters());
        return painting.path("reason").asString("").equals("guild")
                ? new Failure.ContentRefused(words)
                : new Failure.ProviderFailed(words);
    }
}
