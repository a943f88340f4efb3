package dev.atelier.platform.failure;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Failure} as it travels in records, and back. */
public final class Failures {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Failures() {}

    /** The record of {@code failure}. */
    public static GenerationFailure toEvent(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest(var detail, var field) ->
                event(FailureKind.INVALID_REQUEST, detail, field.orElse(null), Optional.empty());
            case Failure.ModelNotFound(var detail) ->
                event(FailureKind.MODEL_NOT_FOUND, detail, "model", Optional.empty());
            case Failure.ContentRefused(var detail) -> event(FailureKind.CONTENT_REFUSED, detail);
            case Failure.AccountRefused(var detail) -> event(FailureKind.ACCOUNT_REFUSED, detail);
            case Failure.Throttled(var detail, var retryAfter) ->
                event(FailureKind.THROTTLED, detail, null, retryAfter);
            case Failure.Unavailable(var detail) -> event(FailureKind.UNAVAILABLE, detail);
            case Failure.Uncertain(var detail) -> event(FailureKind.UNCERTAIN, detail);
            case Failure.MalformedReply(var detail) -> event(FailureKind.MALFORMED_REPLY, detail);
            case Failure.ProviderFailed(var detail) -> event(FailureKind.PROVIDER_FAILED, detail);
            case Failure.Nonconformant(var detail) -> event(FailureKind.NONCONFORMANT, detail);
            case Failure.LeaseExpired(var detail) -> event(FailureKind.LEASE_EXPIRED, detail);
            case Failure.DeadlineExceeded(var detail) -> event(FailureKind.DEADLINE_EXCEEDED, detail);
            case Failure.LimitReached(var detail, var retryAfter) ->
                event(FailureKind.LIMIT_REACHED, detail, null, retryAfter);
            case Failure.BudgetExceeded(var detail) -> event(FailureKind.BUDGET_EXCEEDED, detail);
            case Failure.PriceUnknown(var detail) -> event(FailureKind.PRICE_UNKNOWN, detail);
            case Failure.QueueFull(var detail, var retryAfter) ->
                event(FailureKind.QUEUE_FULL, detail, null, Optional.of(retryAfter));
            case Failure.Purged(var detail) -> event(FailureKind.PURGED, detail);
        };
    }

    /** The failure in {@code event}. A kind that this version does not know is a malformed reply: never tried again. */
    public static Failure fromEvent(GenerationFailure event) {
        String detail = event.getMessage();
        Optional<Duration> retryAfter = event.getRetryAfterMillis().map(Duration::ofMillis);
        return switch (event.getKind()) {
            case INVALID_REQUEST -> new Failure.InvalidRequest(detail, event.getField());
            case MODEL_NOT_FOUND -> new Failure.ModelNotFound(detail);
            case CONTENT_REFUSED -> new Failure.ContentRefused(detail);
            case ACCOUNT_REFUSED -> new Failure.AccountRefused(detail);
            case THROTTLED -> new Failure.Throttled(detail, retryAfter);
            case UNAVAILABLE -> new Failure.Unavailable(detail);
            case UNCERTAIN -> new Failure.Uncertain(detail);
            case NONCONFORMANT -> new Failure.Nonconformant(detail);
            case LEASE_EXPIRED -> new Failure.LeaseExpired(detail);
            case DEADLINE_EXCEEDED -> new Failure.DeadlineExceeded(detail);
            case LIMIT_REACHED -> new Failure.LimitReached(detail, retryAfter);
            case BUDGET_EXCEEDED -> new Failure.BudgetExceeded(detail);
            case PRICE_UNKNOWN -> new Failure.PriceUnknown(detail);
            case QUEUE_FULL -> new Failure.QueueFull(detail, retryAfter.orElse(SOON));
            case PURGED -> new Failure.Purged(detail);
            case PROVIDER_FAILED -> new Failure.ProviderFailed(detail);
            case MALFORMED_REPLY, UNKNOWN -> new Failure.MalformedReply(detail);
        };
    }

    /** The kind as clients read it, such as {@code invalid_request}. */
    public static String code(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static GenerationFailure event(FailureKind kind, String detail) {
        return event(kind, detail, null, Optional.empty());
    }

    private static GenerationFailure event(
            FailureKind kind, String detail, @Nullable String field, Optional<Duration> retryAfter) {
        return new GenerationFailure(
                kind, detail, field, retryAfter.map(Duration::toMillis).orElse(null));
    }
}
