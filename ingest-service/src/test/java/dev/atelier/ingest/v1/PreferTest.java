package dev.atelier.ingest.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=1 | 1",
                "wait=60 | 60",
                "wait=3600 | 60",
                "WAIT=5 | 5",
                "wait = 5 | 5",
                "wait=\"5\" | 5",
                "respond-async, wait=5 | 5",
                "wait=5, respond-async | 5",
                "wait=5; foo=bar | 5",
            })
    void waitsSoManySeconds(String header, long seconds) {
        assertThat(Prefer.waiting(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "wait", "wait=", "wait=0", "wait=-1", "wait=soon", "wait=1.5", "await=5", "respond-async"})
    void doesNotWaitForAnythingElse(String header) {
        assertThat(Prefer.waiting(header)).isEmpty();
    }

    @Test
    void doesNotWaitUnasked() {
        assertThat(Prefer.waiting(null)).isEmpty();
    }
}
