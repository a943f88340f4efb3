package dev.atelier.connectors.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {
    private static final int MOST = 32 * 1024;

    @ParameterizedTest
    @CsvSource({"64, 64, 64, 64", "512, 256, 256, 128", "300, 900, 85, 256", "2048, 1, 256, 1"})
    void keepsTheProportionsAndNeverGrows(int width, int height, int across, int down) throws IOException {
        var small = read(Thumbnail.of(noise(width, height), MOST));

        assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(across, down);
    }

    @Test
    void fitsEvenWhereThereIsNothingToLeaveOut() throws IOException {
        var noise = noise(256, 256);

        byte[] tiny = Thumbnail.of(noise, 2048);

        assertThat(tiny).hasSizeLessThanOrEqualTo(2048);
        assertThat(read(tiny).getWidth()).isLessThan(256);
        assertThat(Thumbnail.of(noise, MOST)).hasSizeLessThanOrEqualTo(MOST);
    }

    private static BufferedImage noise(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return picture;
    }

    private static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }
}
