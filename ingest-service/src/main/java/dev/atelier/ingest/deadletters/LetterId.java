package dev.atelier.ingest.deadletters;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which dead letter: where it lies on {@code dead-letters}. Written as {@code 0-17}. */
record LetterId(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})");

    /** The id that {@code text} is; empty when it is none. */
    static Optional<LetterId> of(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new LetterId(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%d-%d".formatted(partition, offset);
    }
}
