package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.LookUp;
import dev.atelier.connectors.provider.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A submit that the provider did not answer, where the provider can be asked for what it has. A job may appear there a while
 * after it was taken, so it is looked for several times within half a minute.
 */
final class LostAnswer {
    private static final List<Duration> WAITS = List.of(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(20));

    private final LookUp lookUp;
    private final Pause pause;

    /** Waits that long, or until there is news of the job, and says whether there is. */
    @FunctionalInterface
    interface Pause {
        boolean isWokenWithin(Duration wait) throws InterruptedException;
    }

    LostAnswer(LookUp lookUp, Pause pause) {
        this.lookUp = lookUp;
        this.pause = pause;
    }

    /** Pending under the provider's own id where the job is found; otherwise {@code lost}, as uncertain as before. */
    Submission recover(Job job, Submission lost) throws InterruptedException {
        for (Duration wait : WAITS) {
            boolean _ = pause.isWokenWithin(wait);
            Optional<String> found = lookUp.find(job);
            if (found.isPresent()) {
                return new Submission.Pending(found.get(), Duration.ZERO);
            }
        }
        return lost;
    }
}
