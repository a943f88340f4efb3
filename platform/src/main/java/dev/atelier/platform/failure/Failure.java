package dev.atelier.platform.failure;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a generation does not succeed. Each variant names what the caller should do about it. {@link #detail()} is shown
 * to clients: it holds no prompt, body or credential.
 */
public sealed interface Failure {
    /** One sentence for a person. */
    String detail();

    /** The request is wrong and will stay wrong. Tell the client. */
    record InvalidRequest(String detail, Optional<String> field) implements Failure {}

    /** Nobody knows the model. Tell the client. */
    record ModelNotFound(String detail) implements Failure {}

    /** The vendor's policy refused the content. Tell the client; never try another vendor. */
    record ContentRefused(String detail) implements Failure {}

    /** Our credentials or plan are at fault. Alert the operator; try another vendor. */
    record AccountRefused(String detail) implements Failure {}

    /** We are too fast. Nothing was started. Wait at least {@code retryAfter}, where the vendor gave one. */
    record Throttled(String detail, Optional<Duration> retryAfter) implements Failure {}

    /** The vendor is down, slow or unreachable. Nothing was started. Try again, then elsewhere. */
    record Unavailable(String detail) implements Failure {}

    /** The vendor may have accepted the job, and nobody can tell. Ask by id where there is one; never resend blindly. */
    record Uncertain(String detail) implements Failure {}

    /** The vendor's answer breaks its own contract. Alert the developer; do not try again. */
    record MalformedReply(String detail) implements Failure {}

    /** The vendor ran the job, and it went wrong there; it may have cost. Tell the client; never ask again unasked. */
    record ProviderFailed(String detail) implements Failure {}

    /**
     * The vendor answered, and has its pay, but the answer is not what the schema asks for. Ask again with what is wrong with it,
     * a few times; then tell the client.
     */
    record Nonconformant(String detail) implements Failure {}

    /** The worker went silent. Ask for the job by the vendor's id where there is one. */
    record LeaseExpired(String detail) implements Failure {}

    /** Too late to be of use. Tell the client. */
    record DeadlineExceeded(String detail) implements Failure {}

    /** A limit was reached, and the client asked not to wait. */
    record LimitReached(String detail, Optional<Duration> retryAfter) implements Failure {}

    /** The project, or the key, has not enough money left for it. Tell the client. */
    record BudgetExceeded(String detail) implements Failure {}

    /** Nobody knows what it would cost, and the project wants to know. Tell the client; alert the operator. */
    record PriceUnknown(String detail) implements Failure {}

    /** The project has as much open as it may. Nothing was started. Ask again when something of it is over. */
    record QueueFull(String detail, Duration retryAfter) implements Failure {}

    /** Somebody emptied the line that it stood in. Nothing was started. Ask again when it is wanted. */
    record Purged(String detail) implements Failure {}
}
