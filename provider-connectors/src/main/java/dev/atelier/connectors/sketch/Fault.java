package dev.atelier.connectors.sketch;

import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A failure that a request asks for, so that tests can see what follows. Only where the setting {@code faults} allows. */
enum Fault {
    NONE,
    UNAVAILABLE,
    THROTTLED,
    UNCERTAIN,
    CONTENT_REFUSED,
    MALFORMED,
    EMPTY,
    CRASH;

    /** The first bytes of a PNG, and no more. */
    private static final byte[] CUT_OFF = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};

    /** The fault that {@code job} asks for in this attempt. */
    static Fault read(Parameters in, Job job, boolean allowed) {
        var asked = in.text("fault");
        long attempts = in.whole("fault_attempts", 0, Integer.MAX_VALUE).orElse((long) Integer.MAX_VALUE);
        if (asked.isEmpty() || !in.check(allowed, "fault", "is for tests alone and is not allowed here")) {
            return NONE;
        }
        var known = Arrays.stream(values())
                .filter(fault -> fault.word().equals(asked.get()))
                .findFirst();
        in.check(
                known.isPresent(),
                "fault",
                "must be one of " + Arrays.stream(values()).map(Fault::word).toList());
        return job.attempt() <= attempts ? known.orElse(NONE) : NONE;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What comes instead of the work, if anything does. */
    Optional<Submission> strike() {
        return switch (this) {
            case NONE -> Optional.empty();
            case UNAVAILABLE -> failed(new Failure.Unavailable("The painter is out, as was asked for."));
            case THROTTLED ->
                failed(new Failure.Throttled(
                        "The painter is busy, as was asked for.", Optional.of(Duration.ofMillis(100))));
            case UNCERTAIN -> failed(new Failure.Uncertain("The painter does not say, as was asked for."));
            case CONTENT_REFUSED -> failed(new Failure.ContentRefused("The painter will not, as was asked for."));
            case MALFORMED -> succeeded(List.of(Output.of(CUT_OFF)));
            case EMPTY -> succeeded(List.of());
            case CRASH -> throw new IllegalStateException("the painter crashed, as was asked for");
        };
    }

    private static Optional<Submission> failed(Failure failure) {
        return Optional.of(new Submission.Failed(failure));
    }

    private static Optional<Submission> succeeded(List<Output> outputs) {
        return Optional.of(new Submission.Succeeded(outputs, Map.of(), Map.of(), Optional.empty()));
    }
}
