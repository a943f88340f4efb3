package dev.atelier.connectors.replicate;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Refusals;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.platform.failure.Failure;

/** What Replicate's refusals mean: problem documents with {@code title} and {@code detail}, and the error of a prediction. */
final class ReplicateErrors {
    private ReplicateErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        String words = words(answer, job);
        return switch (answer.status()) {
            // Nothing that failed on their side promises that no prediction was made.
            case 500, 502, 504 -> new Failure.Uncertain(words);
            default -> Statuses.ofSubmit(ReplicateFactory.NAME, answer, words);
        };
    }

    static Failure ofQuestion(Answer answer, Job job) {
        return Statuses.ofQuestion(answer, words(answer, job));
    }

    /** The final word on a prediction that failed with {@code error}. */
    static Failure ofPrediction(String error, Job job) {
        String words = Words.of(ReplicateFactory.NAME, error, job.parameters());
        return Refusals.isOne(error) ? new Failure.ContentRefused(words) : new Failure.ProviderFailed(words);
    }

    private static String words(Answer answer, Job job) {
        var problem = answer.json();
        String said = problem.path("detail").asString(problem.path("title").asString(""));
        return Words.of(ReplicateFactory.NAME, said.isBlank() ? "status " + answer.status() : said, job.parameters());
    }
}
