package dev.atelier.ingest.dialect;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How the dialects answer.
 *
 * @param answerWithin     how long a call may wait for its generation; below the 300 s after which Node.js gives up
 * @param maxBodyBytes     the largest request body, pictures included
 * @param whenClientLeaves what becomes of a generation whose waiting client hangs up
 */
public record DialectsConfig(Duration answerWithin, int maxBodyBytes, Leaving whenClientLeaves) {
    private static final Duration LONGEST = Duration.ofSeconds(295);

    public DialectsConfig {
        requireNonNull(answerWithin);
        requireNonNull(whenClientLeaves);
        check(
                answerWithin.isPositive() && answerWithin.compareTo(LONGEST) <= 0,
                "dialects.answer-within",
                "must be positive, and at most PT4M55S",
                answerWithin);
        check(maxBodyBytes > 0, "dialects.max-body-bytes", "must be at least 1", maxBodyBytes);
    }

    /** What becomes of a generation whose waiting client hangs up. */
    public enum Leaving {
        /** It goes on; whoever knows its id finds it. */
        @JsonProperty("go-on")
        GO_ON,
        /** It is stopped, as soon as its client is known to be gone. */
        @JsonProperty("cancel")
        CANCEL
    }
}
