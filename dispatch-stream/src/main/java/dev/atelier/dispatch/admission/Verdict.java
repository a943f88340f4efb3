package dev.atelier.dispatch.admission;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.platform.failure.Failure;

/** What the rules say of a request. */
sealed interface Verdict {
    record Admitted(GenerationAdmitted admitted) implements Verdict {}

    record Refused(Failure failure) implements Verdict {}
}
