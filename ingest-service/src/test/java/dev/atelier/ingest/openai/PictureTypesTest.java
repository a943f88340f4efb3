package dev.atelier.ingest.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTypesTest {
    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000000d, image/png",
        "ffd8ffe000104a46, image/jpeg",
        "474946383961, image/gif",
        "52494646aabbccdd57454250, image/webp",
        "0000001c6674797061766966, image/avif"
    })
    void knowsAPictureByItsFirstBytes(String head, String type) {
        assertThat(PictureTypes.type(HexFormat.of().parseHex(head))).contains(type);
    }

    @Test
    void knowsNothingElse() {
        assertThat(PictureTypes.type("<svg xmlns".getBytes(US_ASCII))).isEmpty();
        assertThat(PictureTypes.type(new byte[0])).isEmpty();
    }
}
