package dev.atelier.connectors.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.media.FileFacts;
import dev.atelier.platform.media.FileInspector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as encoders really write them are known by their content, and one that is not whole is told apart. */
class FileInspectorTest {
    private static final String MOOV = "\0\0\0\u0010moov12345678";
    private static final String FTYP = "\0\0\0\u0010ftypisom\0\0\0\0";

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpeg, image/jpeg", "gif, image/gif", "webp, image/webp"})
    void tellsAPictureAndItsSize(String format, String mediaType) {
        byte[] picture = TestPictures.encode(format, 37, 21);

        assertThat(inspect(picture)).isEqualTo(FileFacts.Whole.of(mediaType, 37, 21));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "webp"})
    void tellsAPictureThatIsCutOff(String format) {
        byte[] picture = TestPictures.encode(format, 64, 64);

        for (int length = 12; length < picture.length - 3; length += 97) {
            assertThat(inspect(Arrays.copyOf(picture, length)))
                    .as("%d of %d bytes", length, picture.length)
                    .isInstanceOf(FileFacts.Broken.class);
        }
    }

    @Test
    void tellsAVideo() {
        assertThat(inspect(FTYP + MOOV)).isEqualTo(FileFacts.Whole.of("video/mp4"));
        assertThat(inspect("\u001aE\u00df\u00a3\u0001\0\0\0\0\0\0\u001fB\u0082\u0084webm"))
                .isEqualTo(FileFacts.Whole.of("video/webm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {FTYP, FTYP + "\0\0\0 moov", "\0\0\0\u0010ftyp", FTYP + "\0\0\0\u0001moov"})
    void tellsAVideoThatIsCutOff(String file) {
        assertThat(inspect(file)).isInstanceOf(FileFacts.Broken.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": [1]}|application/json",
                "[]|application/json",
                "{\"a\": [1|text/plain",
                "A fox, \u00fcber alles.|text/plain",
                "7|text/plain",
            })
    void tellsJsonFromText(String text, String mediaType) {
        assertThat(inspect(text.getBytes(UTF_8))).isEqualTo(FileFacts.Whole.of(mediaType));
    }

    @Test
    void tellsWhatItDoesNotKnow() {
        assertThat(inspect(new byte[0])).isEqualTo(new FileFacts.Broken("empty"));
        assertThat(inspect(new byte[] {0, 1, 2, 3})).isEqualTo(new FileFacts.Broken("of an unknown type"));
        assertThat(inspect(new byte[] {(byte) 0xFF, (byte) 0xFE})).isInstanceOf(FileFacts.Broken.class);
    }

    private static FileFacts inspect(String latin) {
        return inspect(latin.getBytes(ISO_8859_1));
    }

    private static FileFacts inspect(byte[] file) {
        return FileInspector.inspect(ByteBuffer.wrap(file));
    }
}
