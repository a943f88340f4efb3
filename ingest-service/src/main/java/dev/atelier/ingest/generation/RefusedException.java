package dev.atelier.ingest.generation;

import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.Unavailable;
import java.time.Duration;
import java.util.Optional;

/** A use case refused. Each dialect words the refusal in its own way. */
public final class RefusedException extends RuntimeException {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    private RefusedException(Refusal refusal, Throwable cause) {
        super(refusal.message(), cause);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }

    /** What {@code field} holds breaks a rule; {@code message} names the field and the rule. */
    public static RefusedException invalid(String field, String message) {
        return new RefusedException(new InvalidRequest(message, Optional.of(field)));
    }

    /** The project has no generation {@code id}. */
    public static RefusedException noGeneration() {
        return new RefusedException(new NotFound("There is no generation with this id."));
    }

    /** Something that is needed does not answer. */
    public static RefusedException unavailable(String message, Throwable cause) {
        return new RefusedException(new Unavailable(message, SOON), cause);
    }

    /** Something that is needed does not answer in time. */
    public static RefusedException unavailable(String message) {
        return new RefusedException(new Unavailable(message, SOON));
    }
}
