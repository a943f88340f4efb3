package dev.atelier.platform.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What files say of themselves is known without decoding them, however much they would be. */
class FileLimitsTest {
    private static final FileLimits LIMITS = new FileLimits(1_000_000, 3);

    @Test
    void seesABombByItsHead() {
        assertThat(broken(TestFiles.png(60_000, 60_000))).contains("at most 1000000 pixels, but has 3600000000");
        assertThat(broken(TestFiles.gif(65_535, 65_535, 1))).contains("but has 4294836225");
        assertThat(broken(TestFiles.webp(16_000_000, 16_000_000, 1))).contains("but has 256000000000000");
        assertThat(broken(TestFiles.jpeg(65_000, 65_000))).contains("but has 4225000000");
        assertThat(broken(TestFiles.heif("avif", 40_000, 30_000))).contains("but has 1200000000");
    }

    @Test
    void countsTheFramesOfAnAnimation() {
        assertThat(broken(TestFiles.gif(4, 4, 4))).contains("at most 3 frames, but has 4");
        assertThat(broken(TestFiles.webp(4, 4, 5))).contains("at most 3 frames, but has 5");
        assertThat(broken(TestFiles.apng(4, 4, 1_000_000))).contains("but has 1000000");
        assertThat(broken(TestFiles.gif(4, 4, 3))).isEmpty();
    }

    /** A frame may be larger than the picture says it is. */
    @Test
    void looksAtTheFramesOfAGifToo() {
        byte[] file = TestFiles.gif(4, 4, 1);
        // The width and height of the first frame, behind the head and the frame's place.
        file[18] = (byte) 0xFF;
        file[19] = (byte) 0xFF;
        file[20] = (byte) 0xFF;
        file[21] = (byte) 0xFF;

        assertThat(broken(file)).contains("but has 4294836225");
    }

    @Test
    void letsOrdinaryFilesThrough() {
        assertThat(whole(TestFiles.png(37, 21))).isEqualTo(FileFacts.Whole.of("image/png", 37, 21));
        assertThat(whole(TestFiles.gif(37, 21, 1))).isEqualTo(FileFacts.Whole.of("image/gif", 37, 21));
        assertThat(whole(TestFiles.webp(37, 21, 1))).isEqualTo(FileFacts.Whole.of("image/webp", 37, 21));
        assertThat(whole(TestFiles.heif("avif", 37, 21))).isEqualTo(FileFacts.Whole.of("image/avif", 37, 21));
        assertThat(whole(TestFiles.heif("heic", 37, 21))).isEqualTo(FileFacts.Whole.of("image/heic", 37, 21));
        assertThat(whole(TestFiles.heif("mif1", 37, 21))).isEqualTo(FileFacts.Whole.of("image/heic", 37, 21));
        assertThat(broken(TestFiles.mp4())).isEmpty();
        assertThat(broken(TestFiles.webm())).isEmpty();
    }

    @Test
    void tellsWhatIsLeftBehindTheEnd() {
        byte[] rest = "PK\u0003\u0004 another file".getBytes(ISO_8859_1);

        assertThat(whole(TestFiles.followed(TestFiles.png(4, 4), rest)).surplus())
                .isEqualTo(rest.length);
        assertThat(whole(TestFiles.followed(TestFiles.gif(4, 4, 1), rest)).surplus())
                .isEqualTo(rest.length);
        assertThat(whole(TestFiles.followed(TestFiles.webp(4, 4, 1), rest)).surplus())
                .isEqualTo(rest.length);
        assertThat(whole(TestFiles.png(4, 4)).surplus()).isZero();
    }

    @Test
    void refusesAPictureWithoutPixelsAndOneThatIsCutOff() {
        assertThat(FileInspector.inspect(ByteBuffer.wrap(TestFiles.png(0, 5)))).isInstanceOf(FileFacts.Broken.class);
        assertThat(FileInspector.inspect(ByteBuffer.wrap(TestFiles.png(-1, 5)))).isInstanceOf(FileFacts.Broken.class);
        byte[] heif = TestFiles.heif("avif", 9, 9);
        // Its last box, of 48 bytes, is one that a file may be without.
        for (int length = 8; length < heif.length; length += length == heif.length - 49 ? 2 : 1) {
            assertThat(FileInspector.inspect(ByteBuffer.wrap(heif, 0, length).slice()))
                    .as("%d of %d bytes", length, heif.length)
                    .isInstanceOf(FileFacts.Broken.class);
        }
    }

    /** Boxes in boxes in boxes: whoever follows them all runs out of stack. */
    @Test
    void goesIntoNoFileDeeperThanItHasTo() {
        assertThat(FileInspector.inspect(ByteBuffer.wrap(TestFiles.nested(200_000))))
                .isInstanceOf(FileFacts.Broken.class);
    }

    private static String broken(byte[] file) {
        return LIMITS.broken(whole(file)).orElse("");
    }

    private static FileFacts.Whole whole(byte[] file) {
        return (FileFacts.Whole) FileInspector.inspect(ByteBuffer.wrap(file));
    }
}
