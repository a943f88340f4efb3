package dev.atelier.connectors.runpod;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Refusals;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.connectors.vendor.Words;
import dev.atelier.platform.failure.Failure;

/** What RunPod's refusals mean: statuses without a documented body, and whatever a worker says when it fails. */
final class RunpodErrors {
    private RunpodErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        String words = Complaint.in(answer).words(RunpodFactory.NAME, answer, job);
        return switch (answer.status()) {
            // Nothing that failed on their side promises that the job is not in the queue.
            case 500, 502, 504 -> new Failure.Uncertain(words);
            default -> Statuses.ofSubmit(RunpodFactory.NAME, answer, words);
        };
    }

    static Failure ofQuestion(Answer answer, Job job) {
        return Statuses.ofQuestion(answer, Complaint.in(answer).words(RunpodFactory.NAME, answer, job));
    }

    /** The final word on a job that a worker gave up with {@code error}. */
    static Failure ofJob(String error, Job job) {
        String words = Words.of(RunpodFactory.NAME, error, job.parameters());
        return Refusals.isOne(error) ? new Failure.ContentRefused(words) : new Failure.ProviderFailed(words);
    }
}
