package dev.atelier.ingest.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.generation.RefusedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    private static final String ID = "019aa000-0000-7000-8000-000000000001";

    @Test
    void isAtAUrlInADataUriOrAnUpload() {
        assertThat(at("https://example.com/a.jpg").reference()).isEqualTo("https://example.com/a.jpg");
        assertThat(at("data:image/png;base64,AAAA").reference()).isEqualTo("data:image/png;base64,AAAA");
        assertThat(Picture.of("", Optional.empty(), Optional.of(ID)).reference())
                .isEqualTo("upload://" + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shelf.jpg", "file:///etc/passwd", "object://projects/other/content/a", "ftp://a/b"})
    void isNowhereElse(String url) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> at(url))
                .withMessageStartingWith("images[2].image_url");
    }

    @Test
    void isNamedInOneWay() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Picture.of("", Optional.empty(), Optional.empty()))
                .withMessageContaining("neither was");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Picture.of("", Optional.of("https://example.com/a.jpg"), Optional.of(ID)))
                .withMessageContaining("both were");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Picture.of("", Optional.empty(), Optional.of("../x")))
                .withMessageStartingWith("upload_id");
    }

    private static Picture at(String url) {
        return Picture.of("images[2].", Optional.of(url), Optional.empty());
    }
}
