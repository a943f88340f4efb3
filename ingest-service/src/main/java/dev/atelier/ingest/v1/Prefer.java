package dev.atelier.ingest.v1;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Prefer} header (RFC 7240): {@code wait=N} asks to wait for the final word, N seconds at most. What is not
 * understood is passed over, as the RFC says; more than a minute is a minute.
 */
final class Prefer {
    static final long LONGEST_SECONDS = 60;
    private static final Pattern WAIT =
            Pattern.compile("(?:^|,) *wait *= *\"?([0-9]{1,9})\"? *(?:;[^,]*)?(?=$|,)", Pattern.CASE_INSENSITIVE);

    private Prefer() {}

    static Optional<Duration> waiting(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher matcher = WAIT.matcher(header.strip());
        return matcher.find() ? bounded(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    private static Optional<Duration> bounded(long seconds) {
        return seconds < 1 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
    }
}
