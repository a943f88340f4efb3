package dev.atelier.connectors.vendor;

import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.platform.failure.Failure;
import java.util.Optional;

/**
 * What HTTP's statuses mean where a vendor means nothing else by them. Adapters name their own cases first and leave the
 * rest to these.
 */
public final class Statuses {
    private Statuses() {}

    /**
     * The failure in the answer to a call that would have started something. {@code words} are shown to the client, but
     * not those about credentials, which some vendors repeat.
     */
    public static Failure ofSubmit(String provider, Answer answer, String words) {
        return switch (answer.status()) {
            case 400, 405, 406, 409, 411, 413, 414, 415, 422 -> new Failure.InvalidRequest(words, Optional.empty());
            case 401, 403, 407 ->
                new Failure.AccountRefused(
                        "%s refuses the credentials of the account: %d.".formatted(provider, answer.status()));
            case 402 -> new Failure.AccountRefused("%s wants the account to be paid up.".formatted(provider));
            case 404, 410 -> new Failure.ModelNotFound(words);
            case 425, 429 -> new Failure.Throttled(words, RetryAfter.of(answer));
            case 451 -> new Failure.ContentRefused(words);
            // The service itself says that it did not do it.
            case 500, 503 -> new Failure.Unavailable(words);
            // Said by something before the service, which may be at it: 408, 502, 504 and what nobody has defined.
            default ->
                answer.status() >= 500 || answer.status() == 408
                        ? new Failure.Uncertain(words)
                        : new Failure.MalformedReply(words);
        };
    }

    /**
     * The failure in the answer to a question about a job that the vendor has: it does not know it (404, 410), or could
     * not be asked. Nothing that is wrong with our question ends a job that may be done.
     */
    public static Failure ofQuestion(Answer answer, String words) {
        return switch (answer.status()) {
            case 404, 410 -> new Failure.MalformedReply(words);
            case 425, 429 -> new Failure.Throttled(words, RetryAfter.of(answer));
            default -> new Failure.Uncertain(words);
        };
    }
}
