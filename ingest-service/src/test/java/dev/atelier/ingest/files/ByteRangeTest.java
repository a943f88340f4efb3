package dev.atelier.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.files.ByteRange.Part;
import dev.atelier.ingest.files.ByteRange.Unsatisfiable;
import dev.atelier.ingest.files.ByteRange.Whole;
import dev.atelier.ingest.http.Validators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @Test
    void isAPartOfTheFile() {
        assertThat(ByteRange.parse("bytes=0-0", 10)).isEqualTo(new Part(0, 1));
        assertThat(ByteRange.parse("bytes=3-6", 10)).isEqualTo(new Part(3, 4));
        assertThat(ByteRange.parse("bytes=3-", 10)).isEqualTo(new Part(3, 7));
        assertThat(ByteRange.parse("bytes=3-99", 10)).isEqualTo(new Part(3, 7));
        assertThat(ByteRange.parse("bytes=-4", 10)).isEqualTo(new Part(6, 4));
        assertThat(ByteRange.parse("bytes=-99", 10)).isEqualTo(new Part(0, 10));
        assertThat(ByteRange.parse(" Bytes = 3 - 6 ", 10)).isEqualTo(new Part(3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
    void isMoreThanTheFileHas(String header) {
        assertThat(ByteRange.parse(header, 10)).isEqualTo(new Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes", "bytes=", "bytes=-", "bytes=5-3", "items=0-1", "bytes=0-1,3-4", "bytes=a-b"})
    void isAllOfItWhenItIsNotUnderstood(String header) {
        assertThat(ByteRange.parse(header, 10)).isEqualTo(new Whole());
    }

    @Test
    void saysWhichPartItIs() {
        assertThat(new Part(3, 4).contentRange(10)).isEqualTo("bytes 3-6/10");
    }

    @Test
    void comparesValidators() {
        String etag = Validators.etag("ab");

        assertThat(Validators.isFresh("\"x\", W/\"ab\"", etag)).isTrue();
        assertThat(Validators.isFresh("*", etag)).isTrue();
        assertThat(Validators.isFresh("\"x\"", etag)).isFalse();
        assertThat(Validators.isFresh(null, etag)).isFalse();
        assertThat(Validators.allowsRange("W/\"ab\"", etag)).isFalse();
        assertThat(Validators.allowsRange("\"ab\"", etag)).isTrue();
    }

    @Test
    void knowsTheTypesOfExtensions() {
        assertThat(FileTypes.fits("jpeg", "image/jpeg")).isTrue();
        assertThat(FileTypes.fits("txt", "text/plain; charset=utf-8")).isTrue();
        assertThat(FileTypes.fits("png", "image/jpeg")).isFalse();
        assertThat(FileTypes.fits("bin", "model/gltf-binary")).isTrue();
        assertThat(FileTypes.extension("model/gltf-binary")).isEqualTo("bin");
    }
}
