package dev.atelier.ingest.replicate;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long Replicate's headers ask to wait or to go on. What is not understood is passed over. */
final class Waits {
    private static final Pattern PREFER =
            Pattern.compile("(?:^|,) *wait *(?:= *\"?([0-9]{1,9})\"?)? *(?=$|,|;)", Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER = Pattern.compile("(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s?)?");
    private static final long LONGEST = 60;
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);

    private Waits() {}

    /** {@code Prefer}: {@code wait}, for a minute, or {@code wait=n}, for n seconds and a minute at most. */
    static Optional<Duration> prefer(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher matcher = PREFER.matcher(header.strip());
        if (!matcher.find()) {
            return Optional.empty();
        }
        long seconds = matcher.group(1) == null ? LONGEST : Long.parseLong(matcher.group(1));
        return Optional.of(Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST)));
    }

    /** {@code Cancel-After}, such as {@code 90s} or {@code 1h30m}: 5 seconds at least. */
    static Optional<Duration> cancelAfter(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = AFTER.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration after = Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)));
        return Optional.of(after.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : after);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
