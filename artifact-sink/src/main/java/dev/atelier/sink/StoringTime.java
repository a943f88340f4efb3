package dev.atelier.sink;

import dev.atelier.event.GenerationOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When an outcome was stored: now, or, when rows are rebuilt, when it first was. */
@FunctionalInterface
interface StoringTime {
    Instant of(GenerationOutcome outcome);

    /** Of outcomes that come for the first time. Events keep milliseconds, so that is what there is. */
    static StoringTime now() {
        return _ -> Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
