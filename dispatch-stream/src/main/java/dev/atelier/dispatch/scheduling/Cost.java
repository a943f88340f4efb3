package dev.atelier.dispatch.scheduling;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.Scheduled;
import java.util.Optional;

/**
 * What a generation cost in all, in millionths.
 *
 * @param estimated whether a part that is not booked so far is what the price book says, since the provider does not tell
 */
record Cost(long micros, boolean estimated) {
    /** Empty where neither the provider nor the price book knows. */
    static Optional<Cost> of(Scheduled scheduled, GenerationOutcome outcome) {
        long before = scheduled.getAdmitted().getCostMicros();
        boolean estimated = scheduled.getAdmitted().getCostEstimated();
        if (outcome.getCostMicros().isPresent()) {
            return Optional.of(new Cost(before + outcome.getCostMicros().get(), estimated));
        }
        if (!mayBePaid(scheduled, outcome)) {
            return Optional.of(new Cost(before, estimated));
        }
        return scheduled.getAdmitted().getReservedMicros().map(price -> new Cost(before + price, true));
    }

    /** In doubt it is, because the provider may say so at the end of the month. */
    private static boolean mayBePaid(Scheduled scheduled, GenerationOutcome outcome) {
        boolean asked = scheduled.getLeaseExpiresAt().isPresent()
                && (scheduled.getAsked() || scheduled.getProviderRequestId().isPresent());
        return switch (outcome.getStatus()) {
            case SUCCEEDED -> true;
            case CANCELED, EXPIRED -> asked;
            case FAILED, REJECTED, UNKNOWN ->
                outcome.getFailure()
                        .filter(failure -> failure.getKind() == FailureKind.UNCERTAIN)
                        .isPresent();
        };
    }
}
