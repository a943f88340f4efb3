package dev.atelier.connectors.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The expected numbers were computed by a Python program that was written from the class's description. */
class GaussianNoiseTest {
    @Test
    void isTheSameEverywhere() {
        assertThat(new GaussianNoise(7).next(5))
                .containsExactly(new float[] {0.988474f, 0.104657f, -1.864256f, -1.070043f, 0.00392f}, within(1e-6f));
        assertThat(new GaussianNoise(-1).next(3))
                .containsExactly(new float[] {1.806896f, -1.10575f, -0.629715f}, within(1e-6f));
    }

    @Test
    void isNormallyDistributed() {
        float[] noise = new GaussianNoise(1).next(100_000);

        double sum = 0;
        double squares = 0;
        for (float number : noise) {
            sum += number;
            squares += number * number;
        }
        assertThat(sum / noise.length).isCloseTo(0, within(0.01));
        assertThat(squares / noise.length).isCloseTo(1, within(0.02));
    }

    @Test
    void goesOnWhereItStopped() {
        var noise = new GaussianNoise(7);

        assertThat(noise.next(2)).isNotEqualTo(noise.next(2));
    }
}
