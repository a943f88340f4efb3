package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * One whole picture beside what a Python program made of the same model with onnxruntime 1.30, the DDIM scheduler of
 * diffusers, the tokenizers of Hugging Face and this worker's noise. Compared are the means of squares of 8 by 8 pixels,
 * since kernels differ a little from one processor to the next.
 */
class GoldenPictureTest {
    private static final int SQUARE = 8;
    private static final double CLOSE = 6;

    /** Green, which tells the parts of the cat apart. */
    private static final int[] GREEN = {
        255, 214, 250, 255, 254, 250, 196, 254, //
        249, 172, 183, 212, 203, 189, 178, 249, //
        244, 156, 152, 151, 153, 138, 171, 239, //
        249, 158, 131, 176, 176, 130, 158, 250, //
        242, 167, 103, 155, 125, 105, 155, 240, //
        252, 187, 107, 170, 123, 121, 155, 251, //
        255, 231, 154, 181, 140, 139, 214, 255, //
        255, 255, 247, 231, 220, 230, 255, 255
    };

    private static final int[] BLUE = {
        254, 139, 243, 254, 253, 243, 115, 254, //
        241, 23, 70, 162, 147, 99, 45, 241, //
        228, 16, 18, 20, 20, 24, 38, 221, //
        242, 16, 12, 24, 25, 15, 18, 244, //
        228, 26, 12, 30, 12, 9, 19, 225, //
        251, 54, 18, 64, 12, 15, 41, 248, //
        254, 188, 30, 40, 11, 15, 166, 254, //
        254, 254, 235, 197, 161, 183, 254, 254
    };

    @Test
    void isTheCatOfSeedSeven() throws Exception {
        try (var provider = LocalJobs.provider()) {
            var job = LocalJobs.job("emoji-64", "{'prompt': 'a cat', 'seed': 7, 'steps': 20, 'guidance': 4}");

            var picture = LocalJobs.picture(LocalJobs.file(provider, job));

            assertThat(furthest(picture, 8, GREEN)).isLessThan(CLOSE);
            assertThat(furthest(picture, 0, BLUE)).isLessThan(CLOSE);
        }
    }

    private static double furthest(BufferedImage picture, int shift, int[] expected) {
        double[] sums = new double[expected.length];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                sums[y / SQUARE * (picture.getWidth() / SQUARE) + x / SQUARE] += picture.getRGB(x, y) >> shift & 0xFF;
            }
        }
        Arrays.setAll(sums, i -> Math.abs(sums[i] / (SQUARE * SQUARE) - expected[i]));
        return Arrays.stream(sums).max().orElseThrow();
    }
}
