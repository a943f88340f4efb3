package dev.atelier.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private long nanos = 0;
    private final Guesses guesses = new Guesses(2, () -> nanos);

    private void guessTooOften(String address) {
        guesses.wrong(address);
        guesses.wrong(address);
    }

    @Test
    void boundsHowManyWrongKeysComeFromAnAddress() {
        guessTooOften("192.0.2.1");

        assertThat(guesses.wrong("192.0.2.1")).contains(Duration.ofSeconds(30));
        assertThat(guesses.wrong("192.0.2.2")).isEmpty();
    }

    @Test
    void letsNoRightGuessThroughPastTheBound() {
        guessTooOften("192.0.2.1");

        assertThat(guesses.right("192.0.2.1", "k1")).contains(Duration.ofSeconds(30));
        assertThat(guesses.right("192.0.2.2", "k1")).isEmpty();
    }

    @Test
    void doesNotLockOutWhoeverWasThereBeforeTheGuesser() {
        guesses.right("192.0.2.1", "k1");
        guessTooOften("192.0.2.1");

        assertThat(guesses.right("192.0.2.1", "k1")).isEmpty();
    }

    @Test
    void forgivesWithTime() {
        guessTooOften("192.0.2.1");
        nanos += Duration.ofSeconds(30).toNanos();

        assertThat(guesses.right("192.0.2.1", "k1")).isEmpty();
    }
}
