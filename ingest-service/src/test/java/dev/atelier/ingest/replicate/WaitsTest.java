package dev.atelier.ingest.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {
    @ParameterizedTest
    @CsvSource({"wait, 60", "wait=13, 13", "WAIT = 5, 5", "wait=0, 1", "wait=900, 60", "'respond-async, wait=2', 2"})
    void waitsAsIsPreferred(String header, long seconds) {
        assertThat(Waits.prefer(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "respond-async", "waiting", "wait=soon"})
    void passesOverWhatIsNotUnderstood(String header) {
        assertThat(Waits.prefer(header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "1m, PT1M", "1h30m45s, PT1H30M45S", "90, PT1M30S", "1s, PT5S"})
    void endsAsIsAskedFor(String header, Duration after) {
        assertThat(Waits.cancelAfter(header)).contains(after);
    }

    @Test
    void needsNoHeader() {
        assertThat(Waits.prefer(null)).isEmpty();
        assertThat(Waits.cancelAfter(null)).isEmpty();
        assertThat(Waits.cancelAfter("tomorrow")).isEmpty();
    }
}
