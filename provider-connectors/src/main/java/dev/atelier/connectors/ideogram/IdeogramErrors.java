package dev.atelier.connectors.ideogram;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.platform.failure.Failure;

/** What Ideogram's refusals mean. It bills neither what it refuses nor what fails, but bills what nobody waited for. */
final class IdeogramErrors {
    private IdeogramErrors() {}

    static Failure of(Answer answer, Job job) {
        String words = Complaint.in(answer).words(IdeogramFactory.NAME, answer, job);
        return switch (answer.status()) {
            // The safety check; what is merely wrong is a 400.
            case 422 -> new Failure.ContentRefused(words);
            // Whoever answers for the service need not know what became of the work.
            case 500, 502, 504 -> new Failure.Uncertain(words);
            default -> Statuses.ofSubmit(IdeogramFactory.NAME, answer, words);
        };
    }
}
