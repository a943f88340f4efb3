package dev.atelier.ingest.generation;

import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import java.util.Optional;

/**
 * How a generation is to be run, as a client says it; not yet checked. A time is an ISO-8601 duration from now or an
 * instant.
 *
 * @param lane          which queue to wait in
 * @param level         higher goes first inside the lane; absent: 0
 * @param startDeadline if nothing has started it by then, it expires; absent: as the model or the project says
 * @param deadline      after this the answer is worthless; absent: as the model or the project says
 * @param maxAttempts   most attempts at one account; absent: as the model, the project or the account says
 * @param onLimit       what to do when a limit is reached
 */
public record Conditions(
        Lane lane,
        Optional<Integer> level,
        Optional<String> startDeadline,
        Optional<String> deadline,
        Optional<Integer> maxAttempts,
        OnLimit onLimit) {}
