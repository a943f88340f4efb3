package dev.atelier.ingest.webhooks;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt. The cases differ in what is to be done next. */
sealed interface Attempt {
    /** Why it does not count as delivered, in one sentence without URL, body or secret; none: it does. */
    Optional<String> error();

    /** What the receiver answered, if it did. */
    default Optional<Integer> httpStatus() {
        return Optional.empty();
    }

    /** The receiver answered. {@code retryAfter} is what it asks for, where it does. */
    record Answered(int status, Optional<Duration> retryAfter) implements Attempt {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** 410: whoever is there wants no more of it. */
        boolean isGone() {
            return status == 410;
        }

        /** It is there and cannot follow. */
        boolean isOverloaded() {
            return status == 429 || status == 502 || status == 504;
        }

        @Override
        public Optional<Integer> httpStatus() {
            return Optional.of(status);
        }

        @Override
        public Optional<String> error() {
            if (isSuccess()) {
                return Optional.empty();
            }
            return Optional.of(
                    status / 100 == 3
                            ? "It answered %d: redirects are not followed.".formatted(status)
                            : "It answered %d.".formatted(status));
        }
    }

    /** There was no answer, or nothing could be sent at all. {@code why} goes on after "The host". */
    record Unanswered(String why) implements Attempt {
        @Override
        public Optional<String> error() {
            return Optional.of("The host %s.".formatted(why));
        }
    }

    /** Nothing was sent, since there is nothing to tell or nobody to be told any more. */
    record Pointless(String why) implements Attempt {
        @Override
        public Optional<String> error() {
            return Optional.of("Nothing was sent: %s.".formatted(why));
        }
    }

    /** Nothing was sent: what it tells of is not to be read here yet. Does not count. */
    record Early() implements Attempt {
        @Override
        public Optional<String> error() {
            return Optional.of("Nothing was sent: what it tells of could not be read yet.");
        }
    }
}
