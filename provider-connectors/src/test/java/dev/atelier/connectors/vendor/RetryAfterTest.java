package dev.atelier.connectors.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import okhttp3.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a vendor wants us to wait. */
class RetryAfterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After | 7 | {} | PT7S",
                "Retry-After | 0 | {} | PT0S",
                "Retry-After | 1.5 | {} | PT1.5S",
                "Retry-After | 1e9 | {} | PT1H",
                "Retry-After | Sat, 21 Nov 2026 12:00:30 GMT | {} | PT30S",
                "Retry-After | Sat, 21 Nov 2026 11:00:00 GMT | {} | PT0S",
                "retry-after-ms | 250 | {} | PT0.25S",
                "other | x | {\"retry_after\": 8} | PT8S",
                "other | x | {\"retry_after\": \"8\"} | PT8S",
            })
    void isRead(String header, String value, String body, Duration wait) {
        assertThat(RetryAfter.of(answer(header, value, body))).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After | soon | {}",
                "Retry-After | -1 | {}",
                "Retry-After | NaN | {}",
                "other | x | {}",
                "other | x | <html>"
            })
    void isNoneWhereNoneCanBeRead(String header, String value, String body) {
        assertThat(RetryAfter.of(answer(header, value, body))).isEmpty();
    }

    private static Heard.Answer answer(String header, String value, String body) {
        return new Heard.Answer(
                429, Headers.of(header, value, "Date", "Sat, 21 Nov 2026 12:00:00 GMT"), body.getBytes(UTF_8));
    }
}
