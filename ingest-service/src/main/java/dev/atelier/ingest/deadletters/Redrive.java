package dev.atelier.ingest.deadletters;

import dev.atelier.event.RedriveRecorded;
import java.util.Optional;

/**
 * An order to put dead letters back.
 *
 * @param keyId  who gives it: the public id of the API key
 * @param job    the bulk redrive that it is part of
 * @param forced whether one that was put back before is put back again
 */
record Redrive(String keyId, Optional<String> job, boolean forced) {
    /** One that is tried again after it was lost sight of repeats nothing that it has done itself. */
    boolean mayRepeat(RedriveRecorded before) {
        return forced && (job.isEmpty() || !before.getJob().equals(job));
    }

    /** Whether it would do again what it has done itself, as nothing tells it from others. */
    boolean repeatsItself() {
        return forced && job.isEmpty();
    }

    /** What came of the order, for one dead letter. */
    sealed interface Outcome {
        /** It is on its topic again, since just now. */
        record Redriven(RedriveRecorded record) implements Outcome {}

        /** It was put back before, and is not put back again. */
        record Done(RedriveRecorded record) implements Outcome {}

        /** It cannot be put back; {@code reason} is one sentence. */
        record Refused(String reason) implements Outcome {}
    }
}
