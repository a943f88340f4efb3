package dev.atelier.ingest.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a time. */
final class RetryAfter {
    private RetryAfter() {}

    /** How long {@code header} asks to wait; none where it asks for nothing that can be understood, or for a time that is over. */
    static Optional<Duration> of(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            var time = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, time)).filter(Duration::isPositive);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
