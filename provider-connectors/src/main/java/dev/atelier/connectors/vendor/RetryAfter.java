package dev.atelier.connectors.vendor;

import dev.atelier.connectors.vendor.Heard.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a vendor wants us to wait: {@code retry-after-ms}, {@code Retry-After} (RFC 9110, 10.2.3), or the body's word. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** The wait, at most an hour; none where the vendor names none that can be read. */
    public static Optional<Duration> of(Answer answer) {
        return number(answer.headers().get("retry-after-ms"))
                .map(millis -> seconds(millis / 1000))
                .or(() -> header(answer))
                .or(() -> number(answer.json().path("retry_after").asString("")).map(RetryAfter::seconds))
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> header(Answer answer) {
        String value = answer.headers().get("Retry-After");
        return value == null
                ? Optional.empty()
                : number(value).map(RetryAfter::seconds).or(() -> date(value, answer));
    }

    private static Optional<Double> number(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(String::strip)
                    .map(Double::valueOf)
                    .filter(value -> value >= 0 && Double.isFinite(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Measured by the vendor's own clock where it tells it. */
    private static Optional<Duration> date(String value, Answer answer) {
        try {
            var now = Optional.ofNullable(answer.headers().getInstant("Date")).orElseGet(Instant::now);
            var wait = Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.ceil(Math.min(seconds, (double) LONGEST.toSeconds()) * 1000));
    }
}
