package dev.atelier.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToItsBound() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

        var waits = IntStream.of(1, 2, 3, 4, 1_000).mapToObj(backoff::after);

        assertThat(waits.map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 5L, 5L);
    }
}
