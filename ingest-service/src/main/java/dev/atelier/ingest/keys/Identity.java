package dev.atelier.ingest.keys;

import dev.atelier.event.RateLimit;
import java.util.Optional;

/** What is known of a key that somebody sent. */
public sealed interface Identity {
    /**
     * It is good.
     *
     * @param rateLimit how often it may ask, where it has a limit of its own
     */
    record Known(Caller caller, Optional<RateLimit> rateLimit) implements Identity {}

    /** It was good once: it is revoked, has expired, or was rotated. Whoever sends it does not guess. */
    record Ended() implements Identity {}

    /** Nobody ever had it. */
    record Unknown() implements Identity {}
}
