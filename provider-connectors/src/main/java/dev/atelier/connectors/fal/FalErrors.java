package dev.atelier.connectors.fal;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Complaint;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.Statuses;
import dev.atelier.platform.failure.Failure;
import java.util.Optional;
import java.util.Set;

/** What fal's refusals mean: of a submit, of a question, and of a request that has ended. */
final class FalErrors {
    private static final String POLICY = "content_policy_violation";

    /** Infrastructure errors after which no runner had the request. */
    private static final Set<String> NEVER_BEGUN = Set.of(
            "startup_timeout",
            "runner_scheduling_failure",
            "runner_connection_timeout",
            "runner_connection_refused",
            "runner_connection_error");

    private FalErrors() {}

    static Failure ofSubmit(Answer answer, Job job) {
        var complaint = Complaint.in(answer);
        String words = complaint.words(FalFactory.NAME, answer, job);
        return switch (answer.status()) {
            case 400, 422 -> refused(complaint, words);
            // Nothing that failed on their side promises that the request is not in the queue.
            case 499, 500, 502, 504 -> new Failure.Uncertain(words);
            default -> Statuses.ofSubmit(FalFactory.NAME, answer, words);
        };
    }

    static Failure ofQuestion(Answer answer, Job job) {
        return Statuses.ofQuestion(answer, Complaint.in(answer).words(FalFactory.NAME, answer, job));
    }

    /** The final word on a request that ended with {@code answer}. */
    static Failure ofResult(Answer answer, Job job) {
        var complaint = Complaint.in(answer);
        String words = complaint.words(FalFactory.NAME, answer, job);
        return switch (answer.status()) {
            case 400, 413, 422 -> refused(complaint, words);
            case 504 ->
                "user".equals(answer.headers().get("X-Fal-Request-Timeout-Type"))
                        ? new Failure.DeadlineExceeded("fal: the request did not begin in time.")
                        : broken(answer, complaint, words);
            default -> broken(answer, complaint, words);
        };
    }

    /** What kind of error {@code answer} is in fal's own terms; empty where it is none of fal's. */
    static String type(Answer answer, Complaint complaint) {
        return Optional.ofNullable(answer.headers().get("X-Fal-Error-Type")).orElse(complaint.type());
    }

    private static Failure refused(Complaint complaint, String words) {
        return complaint.type().equals(POLICY)
                ? new Failure.ContentRefused(words)
                : new Failure.InvalidRequest(words, complaint.field());
    }

    /** fal charges nothing for a 5xx, so where it says that another try may help, the caller may have one. */
    private static Failure broken(Answer answer, Complaint complaint, String words) {
        boolean again = answer.status() >= 500
                && (NEVER_BEGUN.contains(type(answer, complaint)) || "true".equals(retryable(answer)));
        return again ? new Failure.Unavailable(words) : new Failure.ProviderFailed(words);
    }

    /** The older name says {@code 1} where the newer one says {@code true}. */
    private static String retryable(Answer answer) {
        String said = answer.headers().get("X-Fal-Retryable");
        return said == null && "1".equals(answer.headers().get("X-Fal-Needs-Retry")) ? "true" : String.valueOf(said);
    }
}
