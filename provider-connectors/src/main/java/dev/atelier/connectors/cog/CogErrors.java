package dev.atelier.connectors.cog;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.RetryAfter;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.platform.failure.Failure;

/** What the refusals of a container mean: {@code detail} as FastAPI has it, or {@code error}. */
final class CogErrors {
    private CogErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        var complaint = Complaint.in(answer);
        String words = complaint.words(CogFactory.NAME, answer, job);
        return switch (answer.status()) {
            // The input is a part of the body, which our clients do not see.
            case 400, 422 ->
                new Failure.InvalidRequest(
                        words, complaint.field().map(field -> field.replace("input.input.", "input.")));
            // All its slots are taken.
            case 409 -> new Failure.Throttled(words, RetryAfter.of(answer));
            // The model ran, and what it made cannot be said.
            case 500 -> new Failure.ProviderFailed(words);
            default -> Statuses.ofSubmit(CogFactory.NAME, answer, words);
        };
    }
}
